package io.carbonflow.gateway.files;

import java.util.ArrayList;
import java.util.List;

import io.carbonflow.gateway.files.FileReport.Counts;
import io.carbonflow.gateway.files.FileReport.KeptItem;
import io.carbonflow.gateway.intake.IntakeAnswer;

/** Adds up what became of the items of a file. */
final class Tally {

    private final int listedMax;
    private final List<String> accepted = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();
    private final List<KeptItem> rejected = new ArrayList<>();
    private final List<KeptItem> held = new ArrayList<>();
    private Counts counts = new Counts(0, 0, 0, 0, 0, 0);

    Tally(int listedMax) {
        this.listedMax = listedMax;
    }

    void add(List<FileItem> items, IntakeAnswer answer) {
        list(accepted, answer.accepted());
        list(duplicates, answer.duplicates());
        list(rejected, kept(items, answer.rejected()));
        list(held, kept(items, answer.held()));
        int context = items.size() - answer.accepted().size() - answer.duplicates().size() - answer.rejected().size()
                - answer.held().size();
        counts = new Counts(counts.items() + items.size(), counts.accepted() + answer.accepted().size(),
                counts.duplicates() + answer.duplicates().size(), counts.rejected() + answer.rejected().size(),
                counts.held() + answer.held().size(), counts.context() + context);
    }

    Counts counts() {
        return counts;
    }

    List<String> accepted() {
        return accepted;
    }

    List<String> duplicates() {
        return duplicates;
    }

    List<KeptItem> rejected() {
        return rejected;
    }

    List<KeptItem> held() {
        return held;
    }

    private <T> void list(List<T> all, List<T> further) {
        all.addAll(further.subList(0, Math.min(further.size(), listedMax - all.size())));
    }

    private static List<KeptItem> kept(List<FileItem> items, List<IntakeAnswer.RejectedItem> kept) {
        var located = new ArrayList<KeptItem>(kept.size());
        int at = 0;
        for (IntakeAnswer.RejectedItem one : kept) {
            while (at < items.size() - 1 && items.get(at).index() != one.index()) {
                at++; // both are in the order of the file
            }
            located.add(new KeptItem(one.index(), items.get(at).line(), one.id(), one.deadLetterId(), one.reasons()));
        }
        return located;
    }
}
