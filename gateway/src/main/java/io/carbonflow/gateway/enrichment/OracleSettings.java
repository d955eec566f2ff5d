package io.carbonflow.gateway.enrichment;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

/**
 * The Oracle Fusion systems: {@code carbonflow.oracle.base-url} is that of this installation's tenant (CARBONFLOW_TENANT),
 * {@code carbonflow.oracle."<tenant>".base-url} that of another.
 */
@ConfigMapping(prefix = "carbonflow.oracle")
interface OracleSettings {

    String INSTALLATION = "*";

    @WithParentName
    @WithUnnamedKey(INSTALLATION)
    Map<String, ErpConnection> connections();
}
