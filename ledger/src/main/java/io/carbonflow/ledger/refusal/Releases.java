package io.carbonflow.ledger.refusal;

import static io.carbonflow.ledger.tally.Measure.DUPLICATES;
import static io.carbonflow.ledger.tally.Measure.IN_REVIEW;
import static io.carbonflow.ledger.tally.Measure.RECEIVED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.carbonflow.ledger.refusal.ReleaseTable.Cause;
import io.carbonflow.ledger.refusal.ReleaseTable.Ended;
import io.carbonflow.ledger.refusal.ReleaseTable.Letter;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.tally.Tally;

/**
 * How records count that go on in the place of a letter. A letter that was held waits no more: what was received once is
 * counted once, now at the minute of the record. A letter that was refused for good was counted with its refusal, so
 * what is sent in its place is received anew. Each letter has one continuation; any further one counts by itself.
 */
public final class Releases {

    private final ReleaseTable table;
    private final Tally tally;
    private final Instant now;

    public Releases(Transaction transaction, Tally tally, Instant now) {
        this.table = new ReleaseTable(transaction);
        this.tally = tally;
        this.now = now;
    }

    /** Counts the receipt of records that go on in the place of letters. */
    public void count(List<Release> releases) {
        if (releases.isEmpty()) {
            return;
        }
        var first = new TreeMap<LetterKey, Release>();
        releases.forEach(release -> first.putIfAbsent(release.letter(), release));
        table.lock(first.keySet());
        var ended = table.insert(first.values()
            .stream()
            .map(release -> new Ended(release.letter(), Cause.RELEASED, release.record()))
            .toList(), now);
        var letters = table.letters(first.keySet());
        var others = table.ends(first.keySet().stream().filter(letter -> !ended.contains(letter)).toList());
        for (Release release : releases) {
            boolean isFirst = first.get(release.letter()) == release;
            Letter letter = letters.get(release.letter());
            if (isFirst && ended.contains(release.letter())) {
                continued(release, letter);
            } else if (isFirst && letter != null && isOf(release, others.get(release.letter()))) {
                // It was booked before its receipt was counted, and the letter taken for another delivery of it.
                tally.add(release.tenantId(), letter.receivedAt(), DUPLICATES, -1);
                move(release.tenantId(), letter.receivedAt(), release.record().receivedAt());
            } else {
                receivedAnew(release);
            }
        }
    }

    private void continued(Release release, Letter letter) {
        if (letter == null) {
            return; // it is on its way, and counted when it comes
        }
        if (letter.isHeld()) {
            tally.add(release.tenantId(), letter.receivedAt(), IN_REVIEW, -1);
            move(release.tenantId(), letter.receivedAt(), release.record().receivedAt());
        } else {
            receivedAnew(release);
        }
    }

    private void receivedAnew(Release release) {
        if (!release.isDerived()) {
            tally.add(release.tenantId(), release.record().receivedAt(), RECEIVED);
        }
    }

    private void move(String tenantId, Instant from, Instant to) {
        tally.add(tenantId, from, RECEIVED, -1);
        tally.add(tenantId, to, RECEIVED, 1);
    }

    private static boolean isOf(Release release, Ended ended) {
        return ended != null && ended.cause() == Cause.BOOKED && ended.record().equals(release.record());
    }

    /** Before letters are kept: what releases one of them, or one they release themselves, meanwhile waits. */
    void awaitThoseOf(Collection<Refusal> letters, Collection<Release> releases) {
        table.lock(Stream.concat(letters.stream().filter(Refusal::held).map(Releases::key),
                releases.stream().map(Release::letter))
            .toList());
    }

    /** Counts what happened to letters before they came: returns those that still wait or are refused. */
    List<Refusal> settleBefore(List<Refusal> kept) {
        var ends = table.ends(kept.stream().map(Releases::key).toList());
        var others = new ArrayList<Refusal>();
        for (Refusal letter : kept) {
            Ended end = ends.get(key(letter));
            if (end == null) {
                others.add(letter);
            } else if (letter.held()) {
                move(letter.tenantId(), letter.receivedAt(), end.record().receivedAt());
            } else {
                tally.add(letter.tenantId(), end.record().receivedAt(), RECEIVED);
                others.add(letter);
            }
        }
        return others;
    }

    /**
     * Ends the waiting of letters whose event is booked from another delivery: they count as duplicates.
     *
     * @param booked the record that was booked, by letter
     */
    void endByBooking(Map<Refusal, RawPosition> booked) {
        table.insert(booked.entrySet()
            .stream()
            .map(one -> new Ended(key(one.getKey()), Cause.BOOKED, one.getValue()))
            .toList(), now);
        booked.keySet().forEach(letter -> tally.add(letter.tenantId(), letter.receivedAt(), DUPLICATES));
    }

    private static LetterKey key(Refusal letter) {
        return new LetterKey(letter.tenantId(), letter.id());
    }
}
