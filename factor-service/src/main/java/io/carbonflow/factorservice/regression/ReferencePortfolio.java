package io.carbonflow.factorservice.regression;

import java.util.List;

/**
 * The activities a draft is tried on before it is published.
 *
 * @param tenantId whose it is; empty for the one that ships
 * @param version  counts up with every change; 0 for the one that ships
 * @param title    what they are
 * @param lines    at least one
 */
record ReferencePortfolio(String tenantId, int version, String title, List<PortfolioLine> lines) {

    static final String SHIPPED = "";

    ReferencePortfolio {
        lines = List.copyOf(lines);
    }
}
