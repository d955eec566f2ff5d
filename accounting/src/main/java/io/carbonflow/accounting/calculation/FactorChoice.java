package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.FactorQuality;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.factor.Selection;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.methodology.FactorQuery;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.money.SpendBasis;
import io.carbonflow.accounting.quality.QualityMarks;
import io.carbonflow.accounting.quality.Uncertainty;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.rules.Policy;

/** Finds the figure a methodology asks for, in the library or with the event. */
final class FactorChoice {

    private static final Unit GRAM = Unit.of("g");
    private static final String WITHOUT_MARGINS = ".without_margins";
    private static final int UNKNOWN_MARK = 4;
    private static final int UNKNOWN_MARK_BESIDE_A_SPREAD = 2;
    /** A figure someone else worked out and nobody here can check. */
    private static final QualityMarks CARRIED_MARKS = new QualityMarks(2, 1, 1, 1, 1);
    private static final EnumSet<ActivityFamily> TRANSPORT = EnumSet.of(ActivityFamily.FREIGHT, ActivityFamily.TRAVEL,
            ActivityFamily.COMMUTE);
    private static final Notice GWP_NOT_STATED = new Notice(NoticeCode.GWP_AS_PUBLISHED,
            "CO2e is as received, its GWP set is not stated, and it stands for every set unchanged");

    private final FactorLibrary library;
    private final Policy policy;
    private final PriceTables prices;

    FactorChoice(FactorLibrary library, Policy policy, PriceTables prices) {
        this.library = library;
        this.policy = policy;
        this.prices = prices;
    }

    /** The figure for a methodology, or why there is none; not for {@link FactorQuery.From#INSTRUMENTS}. */
    Checked<Candidate> of(Methodology methodology, Situation situation) {
        QuantitySource source = QuantitySource.OWN;
        Unit unit = situation.unit();
        if (methodology.basis().isPresent()) {
            var worked = new QuantitySource.Worked(methodology.basis().get(), unit);
            Optional<String> missing = worked.missing(situation.item());
            if (missing.isPresent()) {
                return Checked.refused(RefusalCode.FIELD_MISSING, missing.get(),
                        "%s is missing, methodology %s needs it"
                            .formatted(missing.get(), methodology.id()));
            }
            Optional<Refusal> misfit = worked.misfit();
            if (misfit.isPresent()) {
                return Checked.refused(List.of(misfit.get()));
            }
            source = worked;
            unit = worked.outcome();
        }
        return switch (methodology.factor().from()) {
            case LIBRARY -> fromLibrary(methodology, situation, source, unit);
            case GRID_INTENSITY -> gridIntensity(situation, source, unit);
            case SUPPLIER_FACTOR -> supplierFactor(situation, source, unit);
            case CARRIER_FIGURE -> carrierFigure(situation, source, unit);
            case REPORTED_EMISSIONS -> reported(situation, source, unit);
            case INSTRUMENTS -> throw new IllegalArgumentException("instruments are not one figure");
        };
    }

    /** The basic uncertainty of an activity's kind of figure. */
    static BigDecimal basic(ActivityFamily family, Candidate candidate) {
        boolean isModelled = TRANSPORT.contains(family) && candidate.figure() == CarriedFigure.NONE;
        return isModelled ? Uncertainty.BASIC_TRANSPORT : Uncertainty.BASIC;
    }

    private Checked<Candidate> fromLibrary(Methodology methodology, Situation situation, QuantitySource source,
            Unit unit) {
        FactorQuery query = methodology.factor();
        String asked = situation.item().factorActivity();
        Optional<String> code = query.activity() == null ? Optional.of(asked) : query.activityFor(situation.facts());
        if (code.isEmpty()) {
            return Checked.refused(RefusalCode.FIELD_MISSING, query.activity(), "%s needs what %s names".formatted(
                    methodology.id(), query.activity()));
        }
        return part(FactorPart.ACTIVITY, priced(code.get()), query, situation, source, unit);
    }

    /** The code for the kind of price the company's spend factors are of; the plain one is with margins. */
    private String priced(String activity) {
        boolean isPlain = activity.startsWith("spend.") && !activity.endsWith(WITHOUT_MARGINS);
        return isPlain && !policy.spendWithMargins() ? activity + WITHOUT_MARGINS : activity;
    }

    /** A part of an activity's emissions from the library. */
    Checked<Candidate> part(FactorPart part, String activity, FactorQuery query, Situation situation,
            QuantitySource source, Unit unit) {
        SelectionRequest request = request(part, activity, query, situation, unit);
        Selection selection = library.select(request);
        boolean isMoney = unit.dimension() == Dimension.MONEY;
        if (isMoney && isInAnotherUnit(selection)) {
            Selection inAnyCurrency = library.select(new SelectionRequest(activity, part, request.country(),
                    request.subdivision(), request.year(), null, request.edition(), request.factorSets(),
                    request.gwpSet()));
            return inAnyCurrency.fold(found -> found.factor().unit().dimension() == Dimension.MONEY
                    ? money(found, situation, source, unit)
                    : missed(selection), missed -> missed(selection));
        }
        return selection.fold(found -> isMoney ? money(found, situation, source, unit)
                : Checked.of(candidate(found, source, unit, List.of())), missed -> missed(selection));
    }

    private SelectionRequest request(FactorPart part, String activity, FactorQuery query, Situation situation,
            Unit unit) {
        String country = situation.facts().country();
        String subdivision = situation.facts().subdivision();
        if (query.region() != null) {
            country = query.region().equals("WORLD") ? null : query.region().substring(0, 2);
            subdivision = query.region().contains("/") ? query.region().substring(3) : null;
        }
        return new SelectionRequest(activity, part, country, subdivision, situation.facts().day().getYear(), unit,
                policy.edition(), policy.factorSets().isEmpty() ? query.sets() : policy.factorSets(),
                policy.gwpSet());
    }

    private static boolean isInAnotherUnit(Selection selection) {
        return selection.fold(found -> false, missed -> missed.reason() == Selection.MissReason.UNIT_MISMATCH);
    }

    private Checked<Candidate> money(Selection.Found found, Situation situation, QuantitySource source, Unit unit) {
        EmissionFactor factor = found.factor();
        ActivityData activity = situation.item().of();
        int priceYear = activity.priceYear() == null ? situation.facts().day().getYear() : activity.priceYear();
        BigDecimal amount = situation.item().amount();
        return SpendBasis.of(new Quantity(amount, unit), priceYear, factor.unit(), factor.year(), prices)
            .fold(converted -> Checked.of(converted.basis()
                .map(basis -> candidate(found, new QuantitySource.Money(source, basis), factor.unit(),
                        converted.notices()))
                .orElseGet(() -> candidate(found, source, unit, converted.notices()))),
                    missing -> unit == factor.unit()
                            ? Checked.of(candidate(found, source, unit, List.of(new Notice(
                                    NoticeCode.PRICE_YEAR_NOT_ADJUSTED,
                                    "the amount is in prices of %d, the factor is per %s of %d; no deflator was applied: %s"
                                        .formatted(priceYear, factor.unit(), factor.year(), missing)))))
                            : Checked.refused(RefusalCode.UNIT_MISMATCH, "unit",
                                    "activity is in %s, factor %s is per %s: %s".formatted(unit, factor.id(),
                                            factor.unit(), missing)));
    }

    private static Candidate candidate(Selection.Found found, QuantitySource source, Unit unit, List<Notice> more) {
        EmissionFactor factor = found.factor();
        var notices = new ArrayList<>(found.notices());
        notices.addAll(more);
        return new Candidate(AppliedFactor.of(factor, found.edition()), CarriedFigure.NONE, source, unit,
                factor.boundary(), marks(factor.quality(), found.match()), factor.quality().gsd2(), notices);
    }

    /** The figure's own marks, and how far it is from the activity in time and place. */
    private static QualityMarks marks(FactorQuality quality, Selection.Match match) {
        int unknown = quality.gsd2() == null ? UNKNOWN_MARK : UNKNOWN_MARK_BESIDE_A_SPREAD;
        int technology = known(quality.technology(), unknown) + (match.activityFallback() ? 1 : 0);
        int geographical = switch (match.region()) {
            case SAME -> 1;
            case SUBDIVISION_TO_COUNTRY -> 2;
            case WORLD, PROXY -> 3;
        };
        return new QualityMarks(known(quality.reliability(), unknown), known(quality.completeness(), unknown),
                QualityMarks.temporalOf(match.yearsApart()), geographical, Math.min(UNKNOWN_MARK, technology));
    }

    private static int known(Integer mark, int unknown) {
        return mark == null ? unknown : mark;
    }

    private static Checked<Candidate> missed(Selection selection) {
        Selection.Missed missed = selection.fold(found -> null, it -> it);
        return missed.reason() == Selection.MissReason.UNIT_MISMATCH
                ? Checked.refused(RefusalCode.UNIT_MISMATCH, "unit", missed.detail())
                : Checked.refused(RefusalCode.FACTOR_NOT_FOUND, "activity", missed.detail());
    }

    private static Checked<Candidate> gridIntensity(Situation situation, QuantitySource source, Unit unit) {
        BigDecimal intensity = situation.item().of().carriedGridIntensity();
        if (intensity == null) {
            return absent("grid_carbon_intensity_gco2_kwh");
        }
        return carried("carried:grid_intensity", "carried with the reading", situation, intensity, GRAM,
                Unit.KILOWATT_HOUR, CarriedFigure.GRID_INTENSITY, source, unit, NoticeCode.CARRIED_INTENSITY,
                "the grid intensity came with the reading");
    }

    private static Checked<Candidate> supplierFactor(Situation situation, QuantitySource source, Unit unit) {
        SupplierFactor factor = situation.item().of().supplierFactor();
        if (factor == null) {
            return absent("supplier_factor");
        }
        return carried("carried:supplier_factor", factor.source() == null ? "supplier" : factor.source(), situation,
                factor.kgCo2ePerUnit(), Unit.KILOGRAM, Unit.of(factor.unit()), CarriedFigure.NONE, source, unit,
                NoticeCode.SUPPLIER_FACTOR, "the factor came from the supplier");
    }

    private static Checked<Candidate> carrierFigure(Situation situation, QuantitySource source, Unit unit) {
        BigDecimal kilograms = situation.item().carrierKilograms();
        if (kilograms == null) {
            return absent("carried_kg_co2e_wtw");
        }
        return carried("carried:co2e_wtw", "carrier, well to wheel", situation, kilograms, Unit.KILOGRAM, null,
                CarriedFigure.CARRIER_FIGURE, source, unit, NoticeCode.CARRIER_FIGURE,
                "the mass of CO2e came from the carrier, well to wheel");
    }

    private static Checked<Candidate> reported(Situation situation, QuantitySource source, Unit unit) {
        return carried("carried:reported_emissions", "reported with the event", situation, BigDecimal.ONE,
                Unit.KILOGRAM, Unit.KILOGRAM, CarriedFigure.NONE, source, unit, NoticeCode.REPORTED_EMISSIONS,
                "the mass of CO2e was worked out by whoever reported it");
    }

    private static Checked<Candidate> carried(String id, String citation, Situation situation, BigDecimal value,
            Unit mass, Unit per, CarriedFigure figure, QuantitySource source, Unit unit, NoticeCode code,
            String detail) {
        if (per != null && !unit.convertsTo(per)) {
            return Checked.refused(RefusalCode.UNIT_MISMATCH, "unit", "activity is in %s, the figure %s is per %s"
                .formatted(unit, id, per));
        }
        var factor = new AppliedFactor(id, AppliedFactor.CARRIED, citation, situation.facts().country(), situation
            .facts()
            .day()
            .getYear(), value, mass, per, GasMasses.UNKNOWN, null);
        return Checked.of(new Candidate(factor, figure, source, unit, null, CARRIED_MARKS, null, List.of(new Notice(
                code, detail), GWP_NOT_STATED)));
    }

    private static Checked<Candidate> absent(String field) {
        return Checked.refused(RefusalCode.FIELD_MISSING, field, field + " is missing");
    }
}
