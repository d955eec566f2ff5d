package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.factorservice.preview.PreviewView.Delta;
import io.carbonflow.factorservice.preview.PreviewView.Left;
import io.carbonflow.factorservice.regression.RegressionReport;
import io.carbonflow.factorservice.selection.Change;

/** Gathers the groups of a history into what a person reads. */
final class Preview {

    private static final int LISTED_MAX = 200;
    private static final String NO_COUNTRY = "unknown";
    private static final String BASIS = "official entries; booked kg CO2e times the ratio of the selected factor to the "
            + "factor booked with, in the GWP set booked in; factors only: no methodologies, instruments or set "
            + "preferences, no pinned edition; a preview books nothing";

    private final PreviewSum total = new PreviewSum();
    private final Map<String, PreviewSum> byActivity = new TreeMap<>();
    private final Map<String, PreviewSum> byCountry = new TreeMap<>();
    private final List<Left> left = new ArrayList<>();
    private long carriedEntries;
    private BigDecimal carried = BigDecimal.ZERO;

    void add(BookedGroup group, Recalculation.Result result) {
        if (result.carried()) {
            carriedEntries += group.entries();
            carried = carried.add(group.kgCo2e());
        } else if (result.reason() != null) {
            left.add(new Left(group.activity(), group.country(), group.unit(), group.entries(), group.kgCo2e(),
                    result.reason()));
        } else {
            String country = group.country() == null ? NO_COUNTRY : group.country();
            total.add(group, result);
            byActivity.computeIfAbsent(group.activity(), name -> new PreviewSum()).add(group, result);
            byCountry.computeIfAbsent(country, name -> new PreviewSum()).add(group, result);
        }
    }

    PreviewView view(String edition, Instant from, Instant to, RegressionReport regression) {
        return new PreviewView(edition, from, to, BASIS, total.delta(null), largestFirst(byActivity),
                largestFirst(byCountry),
                new Left(null, null, null, carriedEntries, Change.shown(carried), "the figure came with the event"),
                left.stream()
                    .sorted(Comparator.comparing((Left one) -> one.bookedKgCo2e().abs()).reversed())
                    .limit(LISTED_MAX)
                    .toList(),
                regression);
    }

    private static List<Delta> largestFirst(Map<String, PreviewSum> sums) {
        return sums.entrySet()
            .stream()
            .map(sum -> sum.getValue().delta(sum.getKey()))
            .sorted(Comparator.comparing((Delta one) -> one.deltaKgCo2e().abs()).reversed())
            .limit(LISTED_MAX)
            .toList();
    }
}
