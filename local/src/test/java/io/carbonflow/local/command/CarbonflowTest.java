package io.carbonflow.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarbonflowTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void answersArgumentsThatMakeNoSenseWithWhatIsAllowed() {
        assertThat(run("demo", "--events", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--events is 0; it is 1 or more");
        assertThat(run("demo", "--duration", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--duration is -1; it is 0 or more");
        assertThat(run("chaos", "--minutes", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--minutes is 0; it is 1 or more");
        assertThat(run("demo", "--events", "many")).isEqualTo(2);
        assertThat(run("demo", "--evnts", "5")).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("load")).isEqualTo(2);
        assertThat(run("export", "--month", "2025-13", "--to", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--month is 2025-13; it is like 2025-11");
        assertThat(run("export", "--month", "2025-11")).isEqualTo(2);
    }

    @Test
    void namesItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo")
            .contains("up")
            .contains("verify")
            .contains("status")
            .contains("load")
            .contains("export")
            .contains("chaos")
            .contains("CARBONFLOW_DATA");
    }

    @Test
    void saysThatBundlesAreNotAvailableYet() {
        assertThat(run("verify", "--bundle", "x.zip")).isEqualTo(2);
    }

    @Test
    void failsForAFileThatIsNotThere() {
        assertThat(run("load", directory.resolve("absent.csv").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("absent.csv is not there");
    }

    private int run(String... arguments) {
        return Carbonflow.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    }
}
