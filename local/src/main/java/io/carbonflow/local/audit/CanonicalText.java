package io.carbonflow.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The canonical form of an entry, put together from the columns of its row. */
final class CanonicalText {

    private static final List<String> TEXTS = List.of("activity", "channel", "correlation_id", "country",
            "data_quality", "entry_type", "event_id", "facility_id", "factor_edition", "factor_id", "gwp_set", "kind",
            "method", "product_id", "result_key", "source_id", "subdivision", "supplier_id", "tenant_id", "unit", "id");
    private static final List<String> MASSES = List.of("kg_co2e", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6",
            "kg_co2e_low", "kg_co2e_high", "kg_co2", "kg_ch4", "kg_n2o", "kg_biogenic_co2");
    private static final List<String> TIMES = List.of("booked_at", "calculated_at", "occurred_at", "period_end",
            "period_start", "received_at");
    /** Texts that came later; left out where null, or where they have this value. */
    private static final Map<String, String> LATER_TEXTS = Map.ofEntries(Map.entry("adjusts_period", ""),
            Map.entry("element", ""), Map.entry("gate_outcome", ""), Map.entry("gate_reason", ""),
            Map.entry("methodology_id", "default"), Map.entry("part", "activity"), Map.entry("replaces", ""),
            Map.entry("reverses", ""), Map.entry("replaces_event_id", ""), Map.entry("revision", ""),
            Map.entry("state", ""), Map.entry("recalculation_id", ""));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final int MASS_DECIMALS = 6;

    private final ResultSet row;
    private final Set<String> columns;
    private final Map<String, String> members = new TreeMap<>();

    private CanonicalText(ResultSet row) throws SQLException {
        this.row = row;
        this.columns = columns(row);
    }

    /** The bytes of the entry the cursor is at. */
    static byte[] of(ResultSet row) throws SQLException {
        var text = new CanonicalText(row);
        text.addFirstMembers();
        text.addLaterMembers();
        return object(text.members).getBytes(UTF_8);
    }

    private void addFirstMembers() throws SQLException {
        for (String name : TEXTS) {
            members.put(name, text(row.getString(name)));
        }
        for (String name : MASSES) {
            members.put(name, decimal(row.getBigDecimal(name), MASS_DECIMALS));
        }
        for (String name : TIMES) {
            members.put(name, time(name));
        }
        BigDecimal quantity = row.getBigDecimal("quantity");
        members.put("quantity", text(quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString()));
        members.put("scope", Integer.toString(row.getInt("scope")));
        members.put("category", row.getString("category") == null ? "null" : row.getString("category"));
        members.put("official", Boolean.toString(row.getBoolean("official")));
        members.put("notices", List.of((String[]) row.getArray("notices").getArray())
            .stream()
            .map(CanonicalText::text)
            .collect(Collectors.joining(",", "[", "]")));
        members.put("payload_sha256", text(Digests.hex(row.getBytes("payload_sha256"))));
        members.put("receipt_sha256", text(Digests.hex(Digests.sha256(row.getString("receipt").getBytes(UTF_8)))));
    }

    private void addLaterMembers() throws SQLException {
        for (var later : LATER_TEXTS.entrySet()) {
            String value = columns.contains(later.getKey()) ? row.getString(later.getKey()) : null;
            if (value != null && (later.getValue().isEmpty() || !value.equals(later.getValue()))) {
                members.put(later.getKey(), text(value));
            }
        }
        if (columns.contains("activity_sha256") && row.getBytes("activity_sha256") != null) {
            members.put("activity_sha256", text(Digests.hex(row.getBytes("activity_sha256"))));
        }
        if (row.getObject("accounted_at") != null) {
            members.put("accounted_at", time("accounted_at"));
        }
        if (row.getInt("methodology_version") != 1) {
            members.put("methodology_version", Integer.toString(row.getInt("methodology_version")));
        }
        if (row.getString("pcaf") != null) {
            members.put("pcaf", row.getString("pcaf"));
        }
        if (row.getBigDecimal("quality_score") != null) {
            members.put("quality_score", decimal(row.getBigDecimal("quality_score"), 1));
        }
        if (row.getBigDecimal("source_trust") != null) {
            members.put("source_trust", decimal(row.getBigDecimal("source_trust"), 2));
        }
    }

    private String time(String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? "null" : text(time(time));
    }

    static String time(OffsetDateTime time) {
        return TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static String decimal(BigDecimal value, int decimals) {
        return value == null ? "null" : text(value.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString());
    }

    /** An object of members that are JSON already, in their order. */
    static String object(Map<String, String> members) {
        return members.entrySet()
            .stream()
            .map(member -> '"' + member.getKey() + "\":" + member.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    }

    /** A JSON string as RFC 8785 writes it. */
    static String text(String value) {
        if (value == null) {
            return "null";
        }
        var json = new StringBuilder("\"");
        for (char one : value.toCharArray()) {
            switch (one) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> json.append(one < 0x20 ? String.format("\\u%04x", (int) one) : String.valueOf(one));
            }
        }
        return json.append('"').toString();
    }

    private static Set<String> columns(ResultSet row) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            names.add(row.getMetaData().getColumnLabel(i));
        }
        return new HashSet<>(names);
    }
}
