package io.carbonflow.accounting.gas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The values of {@code gwp.csv}, which names the report and table of each.
 *
 * @param methane by set, then by origin
 * @param nitrousOxide by set
 */
record GwpTable(Map<GwpSet, Map<MethaneOrigin, BigDecimal>> methane, Map<GwpSet, BigDecimal> nitrousOxide) {

    private static final String RESOURCE = "gwp.csv";

    static GwpTable load() {
        var resource = GwpTable.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing beside " + GwpTable.class.getName());
        }
        var table = new GwpTable(new EnumMap<>(GwpSet.class), new EnumMap<>(GwpSet.class));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> table.add(line.split(",", 5)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void add(String[] cells) { // set, gas, origin, value, source; the source may itself have commas
        GwpSet set = GwpSet.valueOf(cells[0]);
        var value = new BigDecimal(cells[3]);
        if ("CH4".equals(cells[1])) {
            methane.computeIfAbsent(set, key -> new EnumMap<>(MethaneOrigin.class))
                .put(MethaneOrigin.parse(cells[2]), value);
        } else if ("N2O".equals(cells[1])) {
            nitrousOxide.put(set, value);
        }
    }
}
