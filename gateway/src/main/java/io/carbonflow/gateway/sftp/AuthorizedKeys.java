package io.carbonflow.gateway.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;

/**
 * Lets in who has a key of the tenant that is named as the user. The file is read at each login, so a key that is added
 * or taken away counts at once.
 */
final class AuthorizedKeys implements PublickeyAuthenticator {

    private static final Logger LOG = Logger.getLogger(AuthorizedKeys.class);
    private static final String TENANT = "tenant";

    private final Path file;
    private final String usualTenant;

    /** @param usualTenant whose a key is that does not say */
    AuthorizedKeys(Path file, String usualTenant) {
        this.file = file;
        this.usualTenant = usualTenant;
    }

    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        if (!user.matches(RecordKey.TENANT_PATTERN)) {
            return false;
        }
        try {
            int number = 0;
            for (String line : Files.readString(file, UTF_8).split("\n", -1)) {
                number++;
                if (isOf(user, key, line.strip(), number)) {
                    return true;
                }
            }
        } catch (NoSuchFileException e) {
            LOG.warnf("nobody can log in: %s is not there", file);
        } catch (IOException e) {
            LOG.warnf("nobody can log in: %s cannot be read: %s", file, e.getMessage());
        }
        return false;
    }

    private boolean isOf(String user, PublicKey key, String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return false;
        }
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            String tenant = entry.getLoginOptions().getOrDefault(TENANT, usualTenant);
            return tenant.equals(user)
                    && KeyUtils.compareKeys(key, entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.warnf("line %d of %s is no key and is passed over", number, file);
            return false;
        }
    }
}
