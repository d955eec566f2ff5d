package io.carbonflow.gateway.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How files are taken in. */
@ConfigMapping(prefix = "carbonflow.files")
interface FilesConfig {

    /** Files read at the same time; a further upload is answered 503, a further file in an inbox waits. */
    @WithDefault("4")
    int concurrentMax();

    /** Items sent to the broker at once. */
    @WithDefault("500")
    int batchItems();

    /** Batches of one file that may wait for the broker; then reading waits. */
    @WithDefault("4")
    int batchesInFlightMax();

    /** Ids and refusals an answer lists, each; the counts are of all. */
    @WithDefault("10000")
    int listedMax();

    /** Rows of a file without a column {@code id}: each is remembered while the file is read. Further ones are refused. */
    @WithDefault("2000000")
    int rowsWithoutIdMax();

    /** Files whose fate is kept for {@code GET /v1/files}, of all tenants. */
    @WithDefault("1000")
    int reportsKept();
}
