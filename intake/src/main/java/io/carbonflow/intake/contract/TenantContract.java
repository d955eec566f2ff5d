package io.carbonflow.intake.contract;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.Glob;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.json.Quote;

/**
 * What a company and its sources agreed on beyond the canonical contract, as a document says it
 * (docs/reference/contracts.md). It can ask for more than the canonical contract, never for less. Immutable.
 */
public final class TenantContract {

    private final String name;
    private final AppliesTo appliesTo;
    private final List<String> require;
    private final Map<String, FieldType> types;
    private final List<Glob> activities;
    private final List<Unit> units;
    private final List<PermissibleRange> ranges;
    private final Duration cadence;
    private final QualityExpectation quality;

    private TenantContract(String name, DocumentFields fields) {
        this.name = name;
        appliesTo = AppliesTo.read(fields);
        require = named(fields, "require");
        types = types(fields);
        activities = fields.texts("activities").stream().map(Glob::new).toList();
        units = units(fields);
        ranges = fields.objects("ranges").stream().map(PermissibleRange::read).toList();
        cadence = fields.duration("cadence").orElse(null);
        quality = fields.object("quality").map(QualityExpectation::read).orElse(QualityExpectation.NONE);
    }

    /** Reads a document; what is wrong with it stands in the fields. */
    public static TenantContract read(String id, int version, DocumentFields fields) {
        return new TenantContract("contract %s, version %d".formatted(id, version), fields);
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException where it cannot be used; the message says where
     */
    public static TenantContract of(IntakeDocument document) {
        var fields = DocumentFields.of(document.body());
        var contract = read(document.id(), document.version(), fields);
        var faults = fields.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0).inWords());
        }
        return contract;
    }

    /** How often its sources send: the agreed interval; null where none is agreed. */
    public Duration cadence() {
        return cadence;
    }

    boolean covers(RawActivity item, Circumstances circumstances) {
        return appliesTo.covers(item, circumstances);
    }

    /** Adds every rule of this contract that the item breaks; QUALITY_REVIEW is the code of those it is held for. */
    void examine(RawActivity item, Circumstances circumstances, Reasons reasons) {
        for (String field : require) {
            if (ActivityValues.text(item, field) == null) {
                reasons.add(ReasonCode.FIELD_MISSING, field, field + " is required by " + name);
            }
        }
        types.forEach((field, type) -> {
            String value = ActivityValues.text(item, field);
            if (value != null && !type.isOf(value)) {
                reasons.add(ReasonCode.FIELD_INVALID, field,
                        "%s is %s by %s, found %s".formatted(field, type.words(), name, Quote.of(value)));
            }
        });
        if (!activities.isEmpty() && activities.stream().noneMatch(code -> code.matches(item.getActivity()))) {
            reasons.add(ReasonCode.FIELD_INVALID, "activity", "activity is one of %s by %s, found %s".formatted(
                    activities.stream().map(Glob::pattern).toList(), name, item.getActivity()));
        }
        if (!units.isEmpty() && item.getUnit() != null && !units.contains(Unit.of(item.getUnit()))) {
            reasons.add(ReasonCode.FIELD_INVALID, "unit", "unit is one of %s by %s, found %s".formatted(
                    units.stream().map(Unit::code).toList(), name, item.getUnit()));
        }
        ranges.forEach(range -> range.broken(item, name).ifPresent(reasons::add));
        examineCadence(item, reasons);
        quality.examine(item, circumstances, name, reasons);
    }

    private void examineCadence(RawActivity item, Reasons reasons) {
        if (cadence != null && item.getPeriodStart() != null && item.getPeriodEnd() != null
                && Duration.between(item.getPeriodStart(), item.getPeriodEnd()).compareTo(cadence) > 0) {
            reasons.add(ReasonCode.OUT_OF_RANGE, "period_end",
                    "a period is at most %s long by %s, found %s to %s".formatted(cadence, name, item.getPeriodStart(),
                            item.getPeriodEnd()));
        }
    }

    private static List<String> named(DocumentFields fields, String member) {
        List<String> names = fields.texts(member);
        for (int i = 0; i < names.size(); i++) {
            if (!ActivityValues.isField(names.get(i))) {
                fields.fault(member + '[' + i + ']', Quote.of(names.get(i)), allowedNames());
            }
        }
        return names;
    }

    private static Map<String, FieldType> types(DocumentFields fields) {
        var types = new TreeMap<String, FieldType>();
        fields.object("types").ifPresent(object -> object.names().forEach(field -> {
            if (!ActivityValues.isField(field)) {
                object.fault(field, "a field nobody knows", allowedNames());
            }
            object.word(field, FieldType.NAMES)
                .ifPresent(type -> types.put(field, FieldType.valueOf(type.toUpperCase(Locale.ROOT))));
        }));
        return Map.copyOf(types);
    }

    private static List<Unit> units(DocumentFields fields) {
        List<String> names = fields.texts("units");
        for (int i = 0; i < names.size(); i++) {
            if (Unit.find(names.get(i)).isEmpty()) {
                fields.fault("units[" + i + ']', Quote.of(names.get(i)), "a unit such as kWh");
            }
        }
        return names.stream().flatMap(unit -> Unit.find(unit).stream()).toList();
    }

    private static String allowedNames() {
        return "one of %s, or a name under attributes".formatted(ActivityValues.names().stream().sorted().toList());
    }
}
