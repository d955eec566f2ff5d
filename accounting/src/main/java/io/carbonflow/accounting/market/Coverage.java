package io.carbonflow.accounting.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.market.EnergyInstruments.Instrument;
import io.carbonflow.accounting.market.EnergyInstruments.Kind;
import io.carbonflow.accounting.market.MarketBasis.Component;

/** Fills one consumption with instruments, never beyond the whole of it. */
final class Coverage {

    /** The Guidance's hierarchy; within a kind the more particular instrument, then the id, so that the order is always the same. */
    static final Comparator<Instrument> ORDER = Comparator.comparing(Instrument::kind)
        .thenComparing(instrument -> instrument.facilityIds().isEmpty())
        .thenComparing(instrument -> instrument.country() == null)
        .thenComparing(Comparator.comparing((Instrument instrument) -> instrument.activity().length()).reversed())
        .thenComparing(Instrument::id);

    private final String country;
    private final LocalDate day;
    private final List<Component> components = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private BigDecimal uncovered = BigDecimal.ONE;

    Coverage(String country, LocalDate day) {
        this.country = country;
        this.day = day;
    }

    /** Takes of the instrument what is still needed, where it may be claimed. */
    void draw(Instrument instrument) {
        boolean isResidualMix = instrument.kind() == Kind.RESIDUAL_MIX;
        if (isResidualMix && uncovered.signum() == 0) {
            return;
        }
        if (!isResidualMix && !isEligible(instrument)) {
            return;
        }
        BigDecimal share = isResidualMix ? uncovered : instrument.share().min(uncovered);
        if (!isResidualMix && share.compareTo(instrument.share()) < 0) {
            note(NoticeCode.INSTRUMENT_CUT, "%s %s covers a share of %s, of which %s was left to cover".formatted(
                    instrument.kind().code(), instrument.id(), plain(instrument.share()), plain(share)));
        }
        add(new Component(instrument.id(), instrument.kind().code(), share, instrument.kgCo2ePerKwh(),
                instrument.source()));
    }

    /** Lets the grid average, where there is one, stand in for the rest. */
    Coverage completedBy(BigDecimal locationRate) {
        if (locationRate != null && uncovered.signum() > 0) {
            note(NoticeCode.MARKET_BY_LOCATION,
                    "no contract and no residual mix covers a share of %s; the grid average stands in".formatted(
                            plain(uncovered)));
            add(new Component(Component.GRID_AVERAGE, Component.GRID_AVERAGE, uncovered, locationRate, ""));
        }
        return this;
    }

    MarketBasis basis() {
        return new MarketBasis(components, uncovered, notices);
    }

    private boolean isEligible(Instrument instrument) {
        var failure = instrument.quality().failure(country, day);
        failure.ifPresent(why -> note(NoticeCode.INSTRUMENT_NOT_ELIGIBLE, "%s %s does not count: %s".formatted(
                instrument.kind().code(), instrument.id(), why)));
        if (failure.isEmpty() && uncovered.signum() > 0) {
            instrument.quality()
                .remark(day)
                .ifPresent(what -> note(NoticeCode.INSTRUMENT_QUALITY, "%s %s counts, but %s".formatted(
                        instrument.kind().code(), instrument.id(), what)));
        }
        return failure.isEmpty();
    }

    private void add(Component component) {
        if (component.share().signum() > 0) {
            components.add(component);
            uncovered = uncovered.subtract(component.share());
        }
    }

    private void note(NoticeCode code, String detail) {
        notices.add(new Notice(code, detail));
    }

    private static String plain(BigDecimal share) {
        return share.stripTrailingZeros().toPlainString();
    }
}
