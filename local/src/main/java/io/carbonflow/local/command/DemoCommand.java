package io.carbonflow.local.command;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.carbonflow.embedded.Part;
import io.carbonflow.local.api.Api;
import io.carbonflow.local.demo.Demo;
import io.carbonflow.local.demo.DemoResult;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./carbonflow demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Starts the stack, sends events by their real protocols and compares the ledger with the expected total.")
final class DemoCommand implements Callable<Integer> {

    private static final double MIB = 1024.0 * 1024.0;

    @Option(names = "--events", defaultValue = "10000", description = "how many events are to be booked (${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--duration", defaultValue = "60", description = "seconds over which they are sent; 0 for as fast as it goes (${DEFAULT-VALUE})")
    private int durationSeconds;

    @Option(names = "--seed", defaultValue = "42", description = "same seed, same amounts (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--exit", description = "stop afterwards, with exit code 0 only if the difference is zero")
    private boolean exit;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check("--events", events, 1);
        check("--duration", durationSeconds, 0);
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        try (var session = StackSession.start(settings, progress)) {
            progress.say(String.format(Locale.ROOT, "Ready after %.1f s", progress.elapsed().toMillis() / 1e3));
            DemoResult result = new Demo(services(settings), progress, Clock.systemUTC())
                .run(new Demo.Options(events, durationSeconds, seed));
            result.lines().forEach(progress::say);
            session.stack().parts().forEach(part -> progress.say(memory(part)));
            progress.say("dashboard  " + settings.url(ServiceKind.QUERY) + "/");
            progress.say("API key    " + settings.apiKey() + " (tenant " + settings.tenant() + ")");
            if (!exit) {
                progress.say("The stack stays up until Ctrl-C.");
                session.awaitEnd();
            }
            return result.isExact() ? 0 : Carbonflow.EXIT_FAILED;
        }
    }

    private void check(String option, int value, int lowest) {
        if (value < lowest) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    option + " is " + value + "; it is " + lowest + " or more");
        }
    }

    private static String memory(Part part) {
        return String.format(Locale.ROOT, "peak RSS   %-15s %6.0f MiB", part.name(), part.peakResidentBytes() / MIB);
    }

    private static Demo.Services services(StackSettings settings) {
        String key = settings.apiKey();
        var mqtt = settings.externalMqtt();
        return new Demo.Services(new Api(settings.url(ServiceKind.GATEWAY), key),
                new Api(settings.url(ServiceKind.QUERY), key), new Api(settings.url(ServiceKind.LEDGER), key),
                new Api(settings.url(ServiceKind.FACTOR_SERVICE), key),
                settings.externalKafka().orElse("localhost:" + settings.kafkaPort()),
                mqtt.map(StackSettings.ExternalMqtt::host).orElse("localhost"),
                mqtt.map(StackSettings.ExternalMqtt::port).orElseGet(settings::mqttPort), settings.tenant(), key);
    }
}
