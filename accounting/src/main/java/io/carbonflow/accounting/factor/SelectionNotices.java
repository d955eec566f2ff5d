package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.factor.Selection.Match;
import io.carbonflow.accounting.factor.Selection.RegionMatch;
import io.carbonflow.accounting.gas.GwpSet;

/** What the choice of a factor obliges us to say. */
final class SelectionNotices {

    private SelectionNotices() {}

    static Match match(SelectionRequest request, List<String> regions, EmissionFactor factor, boolean setFallback) {
        int yearsApart = isTimeless(factor) ? 0 : Math.abs(factor.yearNearest(request.year()) - request.year());
        return new Match(regionMatch(regions, factor), yearsApart,
                !ActivityNames.areSame(factor.activity(), request.activity()),
                setFallback);
    }

    private static RegionMatch regionMatch(List<String> regions, EmissionFactor factor) {
        if (!factor.proxy().isEmpty()) {
            return RegionMatch.PROXY;
        }
        if (isTimeless(factor)) {
            return RegionMatch.SAME;
        }
        if (factor.region().equals(Region.WORLD)) {
            return RegionMatch.WORLD;
        }
        return factor.region().code().equals(regions.get(0)) ? RegionMatch.SAME : RegionMatch.SUBDIVISION_TO_COUNTRY;
    }

    /** A gas that escapes warms the same wherever and whenever it does. */
    private static boolean isTimeless(EmissionFactor factor) {
        return factor.boundary() == Boundary.RELEASE;
    }

    static List<Notice> of(SelectionRequest request, String wanted, EmissionFactor factor, Match match) {
        var notices = new ArrayList<Notice>();
        if (match.activityFallback()) {
            notices.add(new Notice(NoticeCode.ACTIVITY_FALLBACK, "no factor for " + request.activity()
                    + " fits; the factor is of " + factor.activity()));
        }
        if (match.setFallback()) {
            notices.add(new Notice(NoticeCode.SET_FALLBACK, "no factor of %s fits; the factor is of %s".formatted(
                    String.join(", ", request.factorSets()), factor.source().set())));
        }
        addRegion(notices, request, wanted, factor);
        if (match.yearsApart() > 0) {
            notices.add(new Notice(NoticeCode.YEAR_FALLBACK, "the activity is of " + request.year()
                    + ", the factor of " + factor.yearNearest(request.year())));
        }
        if (!factor.proxy().isEmpty()) {
            notices.add(new Notice(NoticeCode.REGION_PROXY, factor.proxy()));
        }
        if (factor.isAsPublishedUnder(request.gwpSet())) {
            notices.add(new Notice(NoticeCode.GWP_AS_PUBLISHED, "CO2e is as published ("
                    + factor.publishedUnder().map(Enum::name).orElse("GWP set not stated") + ") and stands for "
                    + request.gwpSet() + " unchanged"));
        }
        if (factor.boundary() == Boundary.LIFE_CYCLE) {
            notices.add(new Notice(NoticeCode.LIFE_CYCLE_BASIS,
                    "the factor covers the life cycle; do not add its upstream part in Scope 3 category 3"));
        }
        if (factor.boundary() == Boundary.TANK_TO_WHEEL && factor.activity().startsWith("freight.")) {
            notices.add(new Notice(NoticeCode.TANK_TO_WHEEL_ONLY,
                    "the factor counts tank to wheel; the supply of the fuel, which ISO 14083 counts too, is not in it"));
        }
        if (!factor.gases().other().isEmpty() && factor.gases()
            .other()
            .kilograms()
            .keySet()
            .stream()
            .anyMatch(gas -> !GwpSet.isKyotoGas(gas))) {
            notices.add(new Notice(NoticeCode.OUTSIDE_KYOTO,
                    "the gas is not one of the Kyoto Protocol's; the GHG Protocol reports it outside the scopes"));
        }
        return notices;
    }

    private static void addRegion(List<Notice> notices, SelectionRequest request, String wanted,
            EmissionFactor factor) {
        if (isTimeless(factor)) {
            return;
        }
        if (wanted.equals(Region.WORLD.code())) {
            String given = request.country() == null ? "names no country" : "is in an unknown country";
            notices.add(new Notice(NoticeCode.REGION_FALLBACK, "the activity " + given + "; the factor is of "
                    + factor.region()));
        } else if (!factor.region().code().equals(wanted)) {
            notices.add(new Notice(NoticeCode.REGION_FALLBACK, "no factor for " + wanted
                    + "; the factor is of " + factor.region()));
        }
    }
}
