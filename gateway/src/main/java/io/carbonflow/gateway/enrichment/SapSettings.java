package io.carbonflow.gateway.enrichment;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

/**
 * The SAP systems: {@code carbonflow.sap.base-url} is that of this installation's tenant (CARBONFLOW_TENANT),
 * {@code carbonflow.sap."<tenant>".base-url} that of another.
 */
@ConfigMapping(prefix = "carbonflow.sap")
interface SapSettings {

    String INSTALLATION = "*";

    @WithParentName
    @WithUnnamedKey(INSTALLATION)
    Map<String, ErpConnection> connections();
}
