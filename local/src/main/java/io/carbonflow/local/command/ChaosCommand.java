package io.carbonflow.local.command;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.carbonflow.local.chaos.Chaos;
import io.carbonflow.local.chaos.KillPlan;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./carbonflow chaos}. */
@Command(name = "chaos", mixinStandardHelpOptions = true, description = "Starts the stack, kills ledger, PostgreSQL and Kafka at random moments under load, and then checks the ledger's tables by a program of its own; exit code 1 if anything is not as it must be.")
final class ChaosCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "same seed, same moments and amounts (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--minutes", defaultValue = "2", description = "for how long events are sent (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--rounds", defaultValue = "2", description = "how often each of the three is killed (${DEFAULT-VALUE})")
    private int rounds;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        check("--minutes", minutes);
        check("--rounds", rounds);
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        try (var session = StackSession.start(settings, progress)) {
            Duration time = Duration.ofMinutes(minutes);
            var findings = new Chaos(settings, session.stack().parts(), progress).run(seed, time,
                    KillPlan.of(seed, time, rounds));
            findings.lines().forEach(progress::say);
            progress.say(findings.isRight() ? "the ledger is as it must be" : "the ledger is NOT as it must be");
            return findings.isRight() ? 0 : Carbonflow.EXIT_FAILED;
        }
    }

    private void check(String option, int value) {
        if (value < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), option + " is " + value + "; it is 1 or more");
        }
    }
}
