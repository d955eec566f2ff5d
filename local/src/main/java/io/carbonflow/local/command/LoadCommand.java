package io.carbonflow.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.load.Loader;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./carbonflow load}. */
@Command(name = "load", mixinStandardHelpOptions = true, description = "Sends files to the running gateway; exit code 1 if an item was refused.")
final class LoadCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ".csv, .json, .ndjson, .x12 or .edifact, of any size")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        var loader = new Loader(new Api(settings.url(ServiceKind.GATEWAY), settings.apiKey()));
        boolean allTaken = true;
        for (Path file : files) {
            var outcome = loader.load(file);
            progress.say(file + ": accepted %,d, duplicates %,d, refused %,d, held %,d".formatted(outcome.accepted(),
                    outcome.duplicates(), outcome.refused(), outcome.held()));
            outcome.refusals().forEach(refusal -> progress.say("  " + refusal));
            allTaken &= outcome.refused() == 0;
        }
        return allTaken ? 0 : Carbonflow.EXIT_FAILED;
    }
}
