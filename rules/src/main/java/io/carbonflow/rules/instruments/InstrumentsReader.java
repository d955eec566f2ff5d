package io.carbonflow.rules.instruments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.market.EnergyInstruments.Instrument;
import io.carbonflow.accounting.market.EnergyInstruments.Kind;
import io.carbonflow.accounting.market.InstrumentQuality;
import io.carbonflow.rules.DocumentReader;
import io.carbonflow.rules.Fields;
import io.carbonflow.rules.RuleDocument;

/**
 * Reads contracts for energy: {@code {"instruments": [{"id", "kind", "activity", "country", "facility_ids", "valid_from",
 * "valid_to", "share", "kg_co2e_per_kwh", "source", "vintage", "vintage_last", "market", "retired"}]}}.
 */
public final class InstrumentsReader implements DocumentReader<EnergyInstruments> {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    /** In use everywhere and in the standard nowhere. */
    private static final String KOSOVO = "XK";
    private static final String KINDS = "one of " + Arrays.stream(Kind.values())
        .map(Kind::code)
        .collect(Collectors.joining(", "));
    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    @Override
    public EnergyInstruments read(RuleDocument document, Fields fields) {
        if (!fields.has("instruments")) {
            fields.fault("instruments", "nothing", "a list of instruments");
        }
        var ids = new HashSet<String>();
        var instruments = new ArrayList<Instrument>();
        for (Fields member : fields.objects("instruments")) {
            String id = member.text("id");
            if (!id.isEmpty() && !ids.add(id)) {
                member.fault("id", "'" + id + "' again", "an id no other instrument has");
            }
            instrument(id, member).ifPresent(instruments::add);
        }
        return new EnergyInstruments(document.version(), instruments);
    }

    /** The instrument; empty, with faults, where it is not sound. */
    private static Optional<Instrument> instrument(String id, Fields fields) {
        require(fields, "kind", KINDS);
        Optional<Kind> kind = fields.choice("kind", KINDS, Kind::find);
        require(fields, "activity", "a code of purchased energy, such as electricity.grid, or a group of them");
        String activity = fields.choice("activity",
                "a code of purchased energy, such as electricity.grid, or a group of them, such as electricity",
                InstrumentsReader::energy)
            .orElse("");
        Optional<String> country = country(fields, kind);
        Set<String> facilityIds = Set.copyOf(fields.texts("facility_ids"));
        LocalDate validFrom = fields.date("valid_from").orElse(null);
        LocalDate validTo = fields.date("valid_to").orElse(null);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            fields.fault("valid_to", validTo.toString(), "a day from " + validFrom + " on");
        }
        BigDecimal share = share(fields, kind);
        require(fields, "kg_co2e_per_kwh", "0 or more");
        BigDecimal rate = fields.number("kg_co2e_per_kwh").orElse(BigDecimal.ZERO);
        if (rate.signum() < 0) {
            fields.fault("kg_co2e_per_kwh", rate.toPlainString(), "0 or more");
        }
        String source = fields.text("source");
        InstrumentQuality quality = quality(fields);
        return fields.isSound()
                ? Optional.of(new Instrument(id, kind.orElseThrow(), activity, country.orElse(null), facilityIds,
                        validFrom, validTo, share, rate, source, quality))
                : Optional.empty();
    }

    private static Optional<String> country(Fields fields, Optional<Kind> kind) {
        if (kind.filter(Kind.RESIDUAL_MIX::equals).isPresent()) {
            require(fields, "country", "ISO 3166-1 alpha-2, such as DE; a residual mix is a country's");
        }
        return fields.choice("country", "ISO 3166-1 alpha-2, such as DE", InstrumentsReader::known);
    }

    /** Above 0 and up to 1; all of the rest for a residual mix. */
    private static BigDecimal share(Fields fields, Optional<Kind> kind) {
        BigDecimal share = fields.number("share").orElse(BigDecimal.ONE);
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.fault("share", share.toPlainString(), "above 0 and up to 1");
        } else if (kind.filter(Kind.RESIDUAL_MIX::equals).isPresent() && share.compareTo(BigDecimal.ONE) < 0) {
            fields.fault("share", share.toPlainString(), "1, or none; a residual mix covers whatever is left");
        }
        return share;
    }

    private static InstrumentQuality quality(Fields fields) {
        OptionalInt first = fields.integer("vintage", YEAR_MIN, YEAR_MAX);
        OptionalInt last = fields.integer("vintage_last", YEAR_MIN, YEAR_MAX);
        if (fields.has("vintage_last") && !fields.has("vintage")) {
            fields.fault("vintage", "nothing", "the first year of generation, where vintage_last is there");
        } else if (first.isPresent() && last.isPresent() && last.getAsInt() < first.getAsInt()) {
            fields.fault("vintage_last", String.valueOf(last.getAsInt()), "a year from " + first.getAsInt() + " on");
        }
        List<String> market = fields.choices("market", "ISO 3166-1 alpha-2, such as DE", InstrumentsReader::known);
        boolean isRetired = fields.flag("retired", false);
        if (!fields.isSound()) {
            return InstrumentQuality.NOT_STATED;
        }
        Year firstYear = first.isPresent() ? Year.of(first.getAsInt()) : null;
        Year lastYear = last.isPresent() ? Year.of(last.getAsInt()) : firstYear;
        return new InstrumentQuality(firstYear, lastYear, Set.copyOf(market),
                fields.has("retired") ? isRetired : null);
    }

    /** A code of purchased energy, or what stands above some. */
    private static Optional<String> energy(String code) {
        boolean isKnown = ActivityCatalogue.find(code)
            .filter(type -> type.family() == ActivityFamily.PURCHASED_ENERGY)
            .isPresent();
        boolean isGroup = ActivityCatalogue.all()
            .stream()
            .filter(type -> type.family() == ActivityFamily.PURCHASED_ENERGY)
            .map(ActivityType::code)
            .anyMatch(known -> known.startsWith(code + "."));
        return Optional.of(code).filter(text -> isKnown || isGroup);
    }

    private static Optional<String> known(String country) {
        return Optional.of(country).filter(code -> COUNTRIES.contains(code) || code.equals(KOSOVO));
    }

    private static void require(Fields fields, String name, String allowed) {
        if (!fields.has(name)) {
            fields.fault(name, "nothing", allowed);
        }
    }
}
