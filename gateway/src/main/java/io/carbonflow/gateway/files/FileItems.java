package io.carbonflow.gateway.files;

import java.io.IOException;
import java.util.List;

/** The items of one file, read as they are asked for. */
interface FileItems {

    /** The next item; null at the end. */
    FileItem next() throws IOException;

    /** Whether the file's form is that of several items, be it one. Known at the end. */
    boolean several();

    /** The columns nobody explained: what stands in them goes no further than the raw copy. */
    default List<String> ignoredColumns() {
        return List.of();
    }
}
