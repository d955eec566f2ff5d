package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class DemoIT {

    @Test
    void theDemoBooksToTheGramWhatItExpectedAndEnds() throws Exception {
        var demo = RunningStack.onItsOwn(Path.of("target", "demo"))
            .command("demo", "--events", "400", "--duration", "3",
                    "--seed", "7", "--exit")
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "demo-output.log").toFile())
            .start();

        assertThat(demo.waitFor(240, TimeUnit.SECONDS)).as("the demo ends by itself").isTrue();
        String output = java.nio.file.Files.readString(Path.of("target", "demo-output.log"));
        assertThat(demo.exitValue()).as(output).isZero();
        assertThat(output).contains("expected").contains("ledger").contains("difference 0");
    }
}
