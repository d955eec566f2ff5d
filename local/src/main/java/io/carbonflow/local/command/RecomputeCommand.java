package io.carbonflow.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.carbonflow.accounting.receipt.Recomputation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./carbonflow recompute}. Asks nobody: the receipt holds everything its result rests on. */
@Command(name = "recompute", mixinStandardHelpOptions = true, description = "Works a receipt's result out again, without any service: exit code 0 if it is the same, 1 and the first member that is not, 2 if the text is no receipt.")
final class RecomputeCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    /** Far beyond any receipt; a text of this size is something else. */
    private static final int BYTES_MAX = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RECEIPT.json", description = "the receipt as GET /v1/entries/{id}/receipt answers it; - reads standard input")
    private String file;

    private final InputStream standardInput;

    RecomputeCommand() {
        this(System.in);
    }

    RecomputeCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        String text;
        try {
            text = read();
        } catch (CharacterCodingException e) {
            return notAReceipt("it is not UTF-8 text");
        } catch (IOException e) {
            return notAReceipt("it cannot be read: " + e.getMessage());
        }
        return Recomputation.of(text).fold(same -> {
            out().println("same");
            return 0;
        }, this::differs, none -> notAReceipt(none.reason()));
    }

    private int differs(Recomputation.Differs recomputation) {
        var first = recomputation.differences().get(0);
        out().printf("line %d: %s%n  found    %s%n  expected %s%n", first.line(), first.path(), first.found(),
                first.expected());
        int others = recomputation.differences().size() - 1;
        if (others > 0) {
            out().printf("and %d more%n", others);
        }
        return Carbonflow.EXIT_FAILED;
    }

    private int notAReceipt(String reason) {
        spec.commandLine().getErr().println("carbonflow: " + file + " is not a receipt: " + reason);
        return Carbonflow.EXIT_USAGE;
    }

    private String read() throws IOException {
        byte[] bytes;
        if (file.equals(STANDARD_INPUT)) {
            bytes = standardInput.readNBytes(BYTES_MAX + 1);
        } else if (Files.isRegularFile(Path.of(file))) {
            try (var stream = Files.newInputStream(Path.of(file))) {
                bytes = stream.readNBytes(BYTES_MAX + 1);
            }
        } else {
            throw new IOException("there is no such file");
        }
        if (bytes.length > BYTES_MAX) {
            throw new IOException("it has more than " + BYTES_MAX + " bytes");
        }
        // A replaced character would hide what was changed.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
