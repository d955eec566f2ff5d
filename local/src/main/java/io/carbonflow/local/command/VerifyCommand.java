package io.carbonflow.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;
import io.carbonflow.local.verify.ChainVerifier;
import io.carbonflow.local.verify.SignedHeadsCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./carbonflow verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Recomputes the hash chain of the running ledger and has it follow its signed heads, or recomputes a bundle without any service; exit code 1 and the first thing that does not match, 3 where a bundle is not signed.")
final class VerifyCommand implements Callable<Integer> {

    private static final Set<String> ROLES_THAT_READ = Set.of("owner", "admin", "member", "viewer", "auditor");

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Option(names = "--bundle", paramLabel = "FILE", description = "a bundle as GET /v1/bundle gives it, also gzipped: checked without services or network")
    private Path bundle;

    @Option(names = "--key", paramLabel = "FILE", description = "with --bundle: the ledger's public key, PEM, from elsewhere; without it the bundle's own is taken")
    private Path key;

    @Override
    public Integer call() {
        if (bundle != null) {
            return new BundleCheck(spec.commandLine().getOut(), spec.commandLine().getErr()).check(bundle, key);
        }
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        var report = new ChainVerifier(accesses(settings)).verify();
        String checked = "%,d blocks, %,d entries, %,d of them with their content".formatted(report.blocks(),
                report.entries(), report.contents());
        if (report.firstMismatch().isPresent()) {
            progress.say("MISMATCH " + report.firstMismatch().get());
            progress.say("checked until there: " + checked);
            return Carbonflow.EXIT_FAILED;
        }
        progress.say("verified " + checked);
        progress.say("asking the ledger to follow its signed heads");
        var heads = new SignedHeadsCheck(accesses(settings).get(0), BETWEEN_QUESTIONS).run();
        progress.say(heads.isRight() ? heads.says() : "MISMATCH " + heads.says());
        return heads.isRight() ? 0 : Carbonflow.EXIT_FAILED;
    }

    /** The owner's, and one for every further tenant a key is known of. */
    private static List<Api> accesses(StackSettings settings) {
        String ledger = settings.url(ServiceKind.LEDGER);
        var accesses = new ArrayList<>(List.of(new Api(ledger, settings.apiKey())));
        var tenants = new HashSet<>(Set.of(settings.tenant()));
        for (String item : settings.extraKeys().split(",", -1)) {
            String[] parts = item.strip().split(":", 3);
            if (parts.length == 3 && ROLES_THAT_READ.contains(parts[1]) && tenants.add(parts[0])) {
                accesses.add(new Api(ledger, parts[2]));
            }
        }
        return accesses;
    }
}
