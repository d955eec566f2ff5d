package io.carbonflow.gateway.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jboss.logging.Logger;

import io.carbonflow.gateway.files.Inbox;
import io.carbonflow.platform.security.SecurityConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts and stops the SFTP server: the user is the tenant, a key is the only way in, and nothing but files is served. */
@ApplicationScoped
public class InboxServer {

    private static final Logger LOG = Logger.getLogger(InboxServer.class);
    private static final int HOST_KEY_BITS = 256;

    private final SftpConfig config;
    private final SecurityConfig security;
    private final Inbox files;
    private final Clock clock;
    private final MeterRegistry metrics;
    private SshServer server;
    private InboxReader reader;

    InboxServer(SftpConfig config, SecurityConfig security, Inbox files, Clock clock, MeterRegistry metrics) {
        this.config = config;
        this.security = security;
        this.files = files;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The port it listens on; 0 where it is off. */
    public int port() {
        return server == null ? 0 : server.getPort();
    }

    void start(@Observes StartupEvent started) throws IOException {
        if (!config.enabled()) {
            return;
        }
        Files.createDirectories(config.directory());
        var inboxes = new Inboxes(config.directory());
        inboxes.home(security.tenant());
        reader = new InboxReader(inboxes, files, config, clock, metrics);
        reader.start();
        server = server(inboxes);
        try {
            server.start();
            LOG.infof("SFTP listens on port %d", server.getPort());
        } catch (BindException e) {
            throw new IllegalStateException(
                    "port " + config.port() + " for SFTP is taken; set CARBONFLOW_PORT_SFTP to another", e);
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws IOException {
        if (server != null) {
            server.stop(true);
        }
        if (reader != null) {
            reader.close();
        }
    }

    private SshServer server(Inboxes inboxes) {
        var ssh = SshServer.setUpDefaultServer();
        ssh.setPort(config.port());
        var hostKey = new SimpleGeneratorHostKeyProvider(inboxes.hostKey());
        hostKey.setAlgorithm("EC");
        hostKey.setKeySize(HOST_KEY_BITS);
        hostKey.setStrictFilePermissions(true);
        ssh.setKeyPairProvider(hostKey);
        ssh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        ssh.setPublickeyAuthenticator(new AuthorizedKeys(
                config.authorizedKeys().orElse(config.directory().resolve("authorized_keys")), security.tenant()));
        ssh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        ssh.setFileSystemFactory(new Homes(inboxes));
        var sftp = new SftpSubsystemFactory.Builder().withSftpErrorStatusDataHandler(new Answers()).build();
        sftp.addSftpEventListener(new InboxRules(inboxes, config));
        ssh.setSubsystemFactories(List.of(sftp));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(ssh, 100);
        return ssh;
    }

    /** Each tenant's own root; nothing outside it can be named. */
    private static final class Homes extends VirtualFileSystemFactory {

        private final Inboxes inboxes;

        private Homes(Inboxes inboxes) {
            this.inboxes = inboxes;
        }

        @Override
        public java.nio.file.Path getUserHomeDir(SessionContext session) {
            try {
                return inboxes.home(session.getUsername());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
