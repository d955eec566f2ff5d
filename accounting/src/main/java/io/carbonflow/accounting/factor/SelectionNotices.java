package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.List;

/** What the choice of a factor obliges us to say. */
final class SelectionNotices {

    private SelectionNotices() {}

    static List<Notice> of(SelectionRequest request, Region wanted, EmissionFactor factor) {
        var notices = new ArrayList<Notice>();
        if (wanted.equals(Region.WORLD)) {
            String given = request.country() == null ? "names no country" : "is in an unknown country";
            notices.add(new Notice(NoticeCode.REGION_FALLBACK, "the activity %s; the factor is of %s".formatted(given,
                    factor.region())));
        } else if (!factor.region().equals(wanted)) {
            notices.add(new Notice(NoticeCode.REGION_FALLBACK, "no factor for %s; the factor is of %s".formatted(wanted,
                    factor.region())));
        }
        if (factor.year() != request.year()) {
            notices.add(new Notice(NoticeCode.YEAR_FALLBACK, "the activity is of %d, the factor of %d".formatted(
                    request.year(), factor.year())));
        }
        if (!factor.proxy().isEmpty()) {
            notices.add(new Notice(NoticeCode.REGION_PROXY, factor.proxy()));
        }
        if (factor.isAsPublishedUnder(request.gwpSet())) {
            notices.add(new Notice(NoticeCode.GWP_AS_PUBLISHED, "CO2e is as published (%s) and stands for %s unchanged"
                .formatted(factor.publishedUnder().map(Enum::name).orElse("GWP set not stated"),
                        request.gwpSet())));
        }
        if (factor.boundary() == Boundary.LIFE_CYCLE) {
            notices.add(new Notice(NoticeCode.LIFE_CYCLE_BASIS,
                    "the factor covers the life cycle; do not add its upstream part in Scope 3 category 3"));
        }
        return notices;
    }
}
