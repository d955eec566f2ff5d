package io.carbonflow.accounting.gas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of {@code gwp.csv}, which names the report and table of each. */
final class GwpTable {

    private static final String RESOURCE = "gwp.csv";

    private final Map<GwpSet, Map<MethaneOrigin, BigDecimal>> methane = new EnumMap<>(GwpSet.class);
    private final Map<GwpSet, BigDecimal> nitrousOxide = new EnumMap<>(GwpSet.class);
    private final Map<GwpSet, Map<String, BigDecimal>> other = new EnumMap<>(GwpSet.class);
    private final Map<String, String> speciesByPlainName = new HashMap<>();
    private final Set<String> kyotoGases = new HashSet<>();

    private GwpTable() {}

    static GwpTable load() {
        var resource = GwpTable.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing beside " + GwpTable.class.getName());
        }
        var table = new GwpTable();
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> table.add(line.split(",", 6)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void add(String[] cells) { // set, gas, origin, value, kyoto, source; the source may itself have commas
        GwpSet set = GwpSet.valueOf(cells[0]);
        var value = new BigDecimal(cells[3]);
        switch (cells[1]) {
            case "CO2" -> {} // 1 by definition
            case "CH4" -> methane.computeIfAbsent(set, key -> new EnumMap<>(MethaneOrigin.class))
                .put(MethaneOrigin.parse(cells[2]), value);
            case "N2O" -> nitrousOxide.put(set, value);
            default -> {
                other.computeIfAbsent(set, key -> new HashMap<>()).put(cells[1], value);
                speciesByPlainName.put(plain(cells[1]), cells[1]);
                if ("yes".equals(cells[4])) {
                    kyotoGases.add(cells[1]);
                }
            }
        }
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    BigDecimal methane(GwpSet set, MethaneOrigin origin) {
        return methane.get(set).get(origin);
    }

    BigDecimal nitrousOxide(GwpSet set) {
        return nitrousOxide.get(set);
    }

    BigDecimal other(GwpSet set, String species) {
        return other.get(set).get(species);
    }

    Optional<String> speciesOf(String name) {
        return Optional.ofNullable(speciesByPlainName.get(plain(name)));
    }

    boolean isKyotoGas(String species) {
        return kyotoGases.contains(species);
    }
}
