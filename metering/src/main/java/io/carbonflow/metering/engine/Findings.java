package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one reading leads to, collected while it is worked out. */
public final class Findings {

    private final List<Flow> flows = new ArrayList<>(1);
    private final List<Estimate> estimates = new ArrayList<>(0);
    private final List<Withdrawal> withdrawals = new ArrayList<>(0);
    private final List<Notice> notices = new ArrayList<>(0);
    private String context;
    private String review;

    /**
     * Something flowed.
     *
     * @param amount greater than zero, or zero where an interval says so itself
     * @param start  the stand at the beginning, null where it is no difference of two
     * @param note   why it is more than a plain difference ({@code since_reset}, {@code wrap_around}), or null
     */
    public record Flow(BigDecimal amount, Instant from, Instant to, Stand start, Stand end, String note) {}

    /**
     * What probably flowed while nothing was heard.
     *
     * @param revision orders it among the versions of its event
     */
    public record Estimate(BigDecimal amount, Instant from, Instant to, Basis basis, long revision) {}

    /** An estimate that no longer stands. */
    public record Withdrawal(Instant from, Instant to, long revision) {}

    /** @param kind gap, counter_reset, implausible or clock */
    public record Notice(String kind, Instant from, Instant to, String detail, Map<String, String> evidence) {}

    void flow(Flow flow) {
        flows.add(flow);
    }

    void estimate(Estimate estimate) {
        estimates.add(estimate);
    }

    void withdraw(Withdrawal withdrawal) {
        withdrawals.add(withdrawal);
    }

    void notice(Notice notice) {
        notices.add(notice);
    }

    /** There is no flow in the reading, for this reason. */
    void context(String reason) {
        context = reason;
    }

    /** The reading waits for a person, for this reason. */
    void review(String detail) {
        review = detail;
    }

    public List<Flow> flows() {
        return flows;
    }

    public List<Estimate> estimates() {
        return estimates;
    }

    public List<Withdrawal> withdrawals() {
        return withdrawals;
    }

    public List<Notice> notices() {
        return notices;
    }

    /** Null where something flowed or the reading waits. */
    public String contextReason() {
        return context;
    }

    /** What a person is to look at; null where nothing is. */
    public String reviewDetail() {
        return review;
    }
}
