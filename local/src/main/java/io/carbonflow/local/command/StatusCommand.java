package io.carbonflow.local.command;

import java.util.concurrent.Callable;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.demo.Conservation;
import io.carbonflow.local.stack.ConsumerLag;
import io.carbonflow.local.stack.PartStatus;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine.Command;

/** {@code ./carbonflow status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says what runs where, the lag of the consumers, and conservation; exit code 1 if a service is not ready.")
final class StatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        var statuses = PartStatus.of(settings);
        statuses.forEach(status -> progress.say(status.line()));
        try {
            String kafka = settings.externalKafka().orElse("localhost:" + settings.kafkaPort());
            ConsumerLag.of(kafka)
                .forEach(
                        (group, lag) -> progress.say("lag        %-32s %,d record(s)".formatted(group, lag)));
        } catch (ApiException e) {
            progress.say("lag        unknown: " + e.getMessage());
        }
        try {
            progress.say("account    " + Conservation
                .read(new Api(settings.url(ServiceKind.LEDGER), settings.apiKey()))
                .words());
        } catch (ApiException e) {
            progress.say("account    unknown: " + e.getMessage());
        }
        return statuses.stream().allMatch(PartStatus::isReady) ? 0 : Carbonflow.EXIT_FAILED;
    }
}
