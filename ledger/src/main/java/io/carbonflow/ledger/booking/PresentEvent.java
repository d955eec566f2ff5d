package io.carbonflow.ledger.booking;

import static io.carbonflow.ledger.booking.Ending.CONFLICT;
import static io.carbonflow.ledger.booking.Ending.DUPLICATE;
import static io.carbonflow.ledger.booking.Ending.NOTHING_STANDS;
import static io.carbonflow.ledger.booking.Ending.REDELIVERED;
import static io.carbonflow.ledger.booking.Ending.REPEATED;
import static io.carbonflow.ledger.booking.Ending.REVERSED;
import static io.carbonflow.ledger.booking.Ending.REVISED;
import static io.carbonflow.ledger.booking.Ending.SUPERSEDED;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.carbonflow.ledger.refusal.RawPosition;

/**
 * What the ledger knows of an event: the versions that decide what becomes of those that come now, which is at least the
 * newest and any of the same revision. An event that never changes has one, without a revision. Whatever the order in which
 * versions come, the newest stands in the end.
 */
final class PresentEvent {

    private final List<Version> versions = new ArrayList<>();

    /**
     * An event as the ledger holds it.
     *
     * @param first    the record that made it
     * @param versions those of the known ones that decide; empty where it was booked without a revision and nothing came
     *                 since. Where the first is not among them it counts as one without a revision, older than all
     */
    PresentEvent(Version first, Collection<Version> versions) {
        boolean isFirstAmongThem = versions.stream().anyMatch(version -> version.raw().equals(first.raw()));
        if (!isFirstAmongThem) {
            this.versions.add(first);
        }
        this.versions.addAll(versions);
    }

    /**
     * What becomes of one more record of it; a version that is new is known from then on.
     *
     * @param isReplaced whether another event stands in the place of this one, so that none of its versions does
     */
    Ending take(Calculated offered, boolean isReplaced) {
        Version version = offered.version();
        Ending stated = endingOf(version);
        Ending ending = isReplaced && stated.isPosting() ? SUPERSEDED : stated;
        if (ending.isRemembered()) {
            versions.add(version);
        }
        return ending;
    }

    private Ending endingOf(Version offered) {
        if (isKnown(offered.raw())) {
            return REDELIVERED;
        }
        if (offered.revision() == null) {
            return versions.stream().anyMatch(offered::saysTheSameAs) ? DUPLICATE : CONFLICT;
        }
        for (Version version : versions) {
            if (offered.revision().equals(version.revision())) {
                return offered.saysTheSameAs(version) ? DUPLICATE : CONFLICT;
            }
        }
        Version newest = newest();
        if (newest.isNewerThan(offered)) {
            return SUPERSEDED;
        }
        if (offered.saysTheSameAs(newest)) {
            return REPEATED;
        }
        return offered.isCancel() ? REVERSED : REVISED;
    }

    /** What becomes of the record that made the event. */
    static Ending endingOfFirst(Calculated first, boolean isReplaced) {
        return isReplaced ? SUPERSEDED : first.isCancel() ? NOTHING_STANDS : Ending.BOOKED;
    }

    private boolean isKnown(RawPosition raw) {
        return versions.stream().anyMatch(version -> version.raw().equals(raw));
    }

    private Version newest() {
        Version newest = versions.get(0);
        for (Version version : versions) {
            if (version.isNewerThan(newest)) {
                newest = version;
            }
        }
        return newest;
    }
}
