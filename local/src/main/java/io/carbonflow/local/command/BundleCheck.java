package io.carbonflow.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.carbonflow.local.bundle.BundleReport;
import io.carbonflow.local.bundle.BundleVerifier;
import io.carbonflow.local.bundle.MismatchException;
import io.carbonflow.local.bundle.NotABundleException;

/** {@code ./carbonflow verify --bundle}: says what was checked, or the first thing that does not match. */
final class BundleCheck {

    private static final int GZIP_MAGIC = 0x1f8b;

    private final PrintWriter out;
    private final PrintWriter err;

    BundleCheck(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Checks a bundle.
     *
     * @param key a file with the public key to trust; null takes the bundle's own
     * @return the exit code: 0 right and signed, 1 not right, 2 where there is nothing that could be checked, 3 right as
     *         far as it goes but not signed
     */
    int check(Path bundle, Path key) {
        Optional<byte[]> trusted;
        try {
            trusted = key == null ? Optional.empty() : Optional.of(publicKey(key));
        } catch (IOException | IllegalArgumentException e) {
            return unusable(key + " is no public key: " + reason(e, key));
        }
        if (!Files.isRegularFile(bundle)) {
            return unusable(bundle + " is no file");
        }
        long begun = System.nanoTime();
        try (InputStream in = open(bundle)) {
            var report = new BundleVerifier(in).verify(trusted);
            say(report, (System.nanoTime() - begun) / 1e9);
            return report.isSigned() ? 0 : Carbonflow.EXIT_UNSIGNED;
        } catch (MismatchException e) {
            out.println("MISMATCH " + e.getMessage());
            return Carbonflow.EXIT_FAILED;
        } catch (NotABundleException e) {
            return unusable(bundle + " is no bundle: " + e.getMessage());
        } catch (IOException e) {
            return unusable(bundle + " cannot be read: " + reason(e, bundle));
        } finally {
            out.flush();
        }
    }

    private void say(BundleReport report, double seconds) {
        out.printf(
                "%s %,d entries in %,d blocks of %,d chains (%,.0f entries/s): every hash, and every mass against its "
                        + "receipt%n",
                report.isSigned() ? "verified" : "recomputed", report.entries(), report.blocks(),
                report.chains(), report.entries() / seconds);
        out.printf("tenant %s, counting from %s to %s%n", report.tenantId(), report.from(), report.to());
        report.activities()
            .ifPresent(count -> out.printf("%,d activities, each the one its entry holds the digest of%n", count));
        report.totals().forEach(total -> out.println("  " + total));
        if (report.reversedElsewhere() > 0) {
            out.printf(
                    "%,d reversals take back entries that are not in this bundle; they were not compared with them%n",
                    report.reversedElsewhere());
        }
        if (!report.isSigned()) {
            out.println("NOT SIGNED: " + (report.head().isEmpty()
                    ? "it is below no signed head, so nothing shows that these blocks are the ledger's own: anybody can make such a file"
                    : "its manifest is not, so entries may have been left out"));
            return;
        }
        var head = report.head().orElseThrow();
        out.printf("below signed head %d of %s, hash %s%n", head.number(), head.at(), head.hash());
        out.printf(
                "the ledger has signed that these are all entries of the period as of signed head %d of %s, with key "
                        + "%s%n",
                head.number(), head.at(), report.signedBy().orElseThrow());
        if (head.isBeforeEnd()) {
            out.println("that head was signed before the period's end: what was booked since is not in the bundle");
        }
        switch (report.trust()) {
            case OWN -> out
                .println("that key is the bundle's own; --key FILE checks it against one you have from elsewhere");
            case GIVEN -> out.println("that is the key you gave");
            case INTRODUCED_BY_GIVEN -> out.println(
                    "the key you gave is an earlier one and has introduced it; whoever has that one could introduce others");
        }
    }

    private static InputStream open(Path bundle) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(bundle), 1 << 16);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static byte[] publicKey(Path file) throws IOException {
        byte[] key = Base64.getMimeDecoder()
            .decode(Files.readString(file, UTF_8).replaceAll("-----[A-Z ]+-----", ""));
        if (key.length == 0) {
            throw new IllegalArgumentException("it is empty");
        }
        return key;
    }

    private static String reason(Exception failure, Path file) {
        return Files.exists(file) ? failure.getMessage() : "there is no such file";
    }

    private int unusable(String message) {
        err.println("carbonflow: " + message);
        err.flush();
        return Carbonflow.EXIT_USAGE;
    }
}
