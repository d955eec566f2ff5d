package io.carbonflow.local.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** {@code ./carbonflow up}. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts the stack and keeps it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        try (var session = StackSession.start(Carbonflow.settings(), Carbonflow.progress())) {
            session.awaitEnd();
        }
        return 0;
    }
}
