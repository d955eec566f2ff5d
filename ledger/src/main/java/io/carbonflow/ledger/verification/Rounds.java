package io.carbonflow.ledger.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.carbonflow.ledger.verification.HeadWalk.HeadMismatch;
import io.carbonflow.ledger.verification.PositionTable.Leg;
import io.carbonflow.ledger.verification.VerificationTable.Seen;
import io.carbonflow.platform.security.SecurityConfig;

/**
 * Goes round all blocks, slowly. A round that a process left unfinished goes on from where it was; each begins at the
 * genesis, whatever earlier ones found, and is kept as a verification of the tenant whose ledger this is.
 */
@ApplicationScoped
class Rounds {

    /** A round that has not come on for so long has no process any more. */
    private static final Duration LEFT_AFTER = Duration.ofMinutes(2);

    private final ChainVerifier verifier;
    private final PositionTable positions;
    private final VerificationTable table;
    private final Clock clock;
    private final String tenantId;

    Rounds(ChainVerifier verifier, PositionTable positions, VerificationTable table, Clock clock,
            SecurityConfig security) {
        this.verifier = verifier;
        this.positions = positions;
        this.table = table;
        this.clock = clock;
        this.tenantId = security.tenant();
    }

    /** What a round found, and when it began. */
    record Outcome(UUID id, Instant begunAt, Verdict verdict) {}

    /** Is told how many entries were looked at, and takes the time they are worth. */
    @FunctionalInterface
    interface Throttle {
        void spend(long entries);
    }

    /**
     * Goes round if it is time: a round that was left goes on, unless another process is at it.
     *
     * @param every after the end of the last round
     */
    Optional<Outcome> goRoundIfDue(Duration every, Throttle throttle) {
        Instant now = clock.instant();
        var present = positions.present();
        boolean isDue = present.isPresent() ? present.get().at().plus(LEFT_AFTER).isBefore(now)
                : table.lastRound(tenantId).filter(last -> last.endedAt().plus(every).isAfter(now)).isEmpty();
        return isDue ? Optional.of(goRound(throttle)) : Optional.empty();
    }

    /** The last round that has ended, whichever process made it. */
    Optional<VerificationTable.LastRound> last() {
        return table.lastRound(tenantId);
    }

    /** Goes round once, or to the end of the round that was left. */
    Outcome goRound(Throttle throttle) {
        Instant begun = clock.instant();
        var round = positions.present().orElseGet(() -> {
            var id = UUID.randomUUID();
            table.ask(id, tenantId, begun, "continuous");
            return positions.begin(id, verifier.tops(), begun);
        });
        Verdict verdict = verify(round, throttle);
        table.end(round.id(), tenantId, clock.instant(), verdict);
        positions.end();
        return new Outcome(round.id(), begun, verdict);
    }

    private Verdict verify(PositionTable.Round round, Throttle throttle) {
        Seen seen = table.lastSeen(tenantId);
        HeadWalk heads;
        try {
            heads = verifier.signedHeads(seen);
        } catch (HeadMismatch mismatch) {
            return new Verdict.Failed(0, 0, null, null, null, mismatch.number(), mismatch.getMessage());
        }
        var walks = new ArrayList<ChainWalk>();
        for (Leg leg : round.legs()) {
            walks.add(leg.walk());
            try {
                verifier.climb(leg.walk(), leg.target(), heads, seen, (walk, entries) -> {
                    positions.put(round.id(), leg, clock.instant());
                    throttle.spend(entries);
                });
            } catch (Mismatch mismatch) {
                return verifier.failed(walks, mismatch);
            }
        }
        return verifier.end(walks, heads, seen);
    }
}
