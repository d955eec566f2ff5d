package io.carbonflow.ledger.anchor;

import static io.carbonflow.ledger.anchor.Step.State.FAILED;
import static io.carbonflow.ledger.anchor.Step.State.PENDING;
import static io.carbonflow.ledger.anchor.Step.State.SUBMITTED;
import static io.carbonflow.ledger.anchor.Step.State.VERIFIED;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.vertx.core.json.JsonObject;

/**
 * Brings heads to an anchor and reads the evidence back. One head at a time is on its way to each anchor: the next one that
 * goes is the newest, and covers those in between. Nothing is called verified but by what was read back.
 */
@ApplicationScoped
class Anchoring {

    private static final Logger LOG = Logger.getLogger(Anchoring.class);
    /** Of one process, for as long as it may take it to go once through what is open and due. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int CHECKS_MAX = 20;
    /** How often something may be handed over again within one turn. */
    private static final int MOVES_MAX = 3;

    private final StepTable table;
    private final SignedHeads heads;
    private final Duration every;
    private final Duration recheckEvery;
    private final Clock clock;
    private final UUID holder = UUID.randomUUID();

    @Inject
    Anchoring(StepTable table, SignedHeads heads, AnchorsConfig config, Clock clock) {
        this(table, heads, config.every(), config.recheckEvery(), clock);
    }

    Anchoring(StepTable table, SignedHeads heads, Duration every, Duration recheckEvery, Clock clock) {
        this.table = table;
        this.heads = heads;
        this.every = every;
        this.recheckEvery = recheckEvery;
        this.clock = clock;
    }

    /**
     * Does what there is to do now for one anchor, unless another process is doing it.
     *
     * @throws AnchorUnavailableException when the anchor does not answer; what it kept from being done says so
     */
    void turn(Anchor anchor) {
        if (!table.lease(anchor.name(), holder, now(), LEASE)) {
            return;
        }
        begin(anchor);
        for (Step open : table.open(anchor.name())) {
            try {
                advance(anchor, open);
            } catch (AnchorUnavailableException e) {
                note(anchor, open.head().number(), e.getMessage());
                throw e;
            }
        }
        recheck(anchor);
    }

    private void begin(Anchor anchor) {
        var last = table.last(anchor.name());
        if (last.filter(Step::isOpen).isPresent() || !table.open(anchor.name()).isEmpty()) {
            return;
        }
        boolean isTime = table.lastBegun(anchor.name())
            .map(begun -> !begun.plus(every).isAfter(now()))
            .orElse(true);
        if (isTime) {
            heads.newest()
                .filter(head -> last.map(step -> step.head().number() < head.number()).orElse(true))
                .ifPresent(head -> table.add(new Step(head, anchor.name(), 1, PENDING, now(), null, null)));
        }
    }

    private void advance(Anchor anchor, Step open) {
        Step step = open;
        for (int move = 0; move < MOVES_MAX && step.isOpen(); move++) {
            if (isReplaced(step)) {
                next(step, FAILED, step.evidence(), replaced(step));
                return;
            }
            if (step.state() == PENDING && step.evidence() == null) {
                step = next(step, PENDING, anchor.prepare(step.head()), step.detail());
            }
            Finding finding = step.state() == PENDING ? anchor.submit(step.head(), step.evidence())
                    : check(anchor, step);
            Step after = take(step, finding);
            if (after.state() == step.state() && step.state() == SUBMITTED) {
                return; // it waits
            }
            step = after;
        }
    }

    private Finding check(Anchor anchor, Step step) {
        var finding = anchor.check(List.of(step.anchored())).get(0);
        table.checked(step, now());
        return finding;
    }

    private Step take(Step step, Finding finding) {
        return finding.fold(proven -> next(step, VERIFIED, proven.evidence(), null),
                waiting -> next(step, SUBMITTED, waiting.evidence(), waiting.detail()),
                again -> next(step, PENDING, again.prepared(), again.reason()),
                refuted -> next(step, FAILED, step.evidence(), refuted.reason()));
    }

    private void recheck(Anchor anchor) {
        var due = table.due(anchor.name(), now().minus(recheckEvery), CHECKS_MAX);
        if (due.isEmpty()) {
            return;
        }
        var findings = anchor.check(due.stream().map(Step::anchored).toList());
        for (int i = 0; i < findings.size(); i++) {
            Step step = due.get(i);
            if (isReplaced(step)) {
                next(step, FAILED, step.evidence(), replaced(step));
            } else {
                take(step, findings.get(i));
            }
            table.checked(step, now());
        }
    }

    /** Whether the ledger shows another head under the number now than the one that was anchored. */
    private boolean isReplaced(Step step) {
        return heads.hashOf(step.head().number()).filter(hash -> Arrays.equals(hash, step.head().hash())).isEmpty();
    }

    private static String replaced(Step step) {
        return "the ledger does not hold head " + step.head().number() + " with the hash " + step.head().hex()
                + " any more, which is the one that was anchored";
    }

    /** Notes why a head does not move; it stands as before. */
    private void note(Anchor anchor, long head, String reason) {
        table.open(anchor.name())
            .stream()
            .filter(step -> step.head().number() == head)
            .forEach(step -> next(step, step.state(), step.evidence(), reason));
    }

    private Step next(Step step, Step.State state, JsonObject evidence, String detail) {
        if (step.saysTheSame(state, evidence, detail)) {
            return step;
        }
        var after = new Step(step.head(), step.anchor(), step.number() + 1, state, now(), evidence, detail);
        table.add(after);
        if (state == FAILED) {
            LOG.errorf("head %d is not proven by the anchor %s: %s", step.head().number(), step.anchor(), detail);
        } else if (state == VERIFIED && step.state() != VERIFIED) {
            LOG.infof("head %d is anchored with %s", step.head().number(), step.anchor());
        }
        return after;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
