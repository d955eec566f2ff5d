package io.carbonflow.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysTest {

    /** Made with ssh-keygen -t ed25519 for this test alone. */
    private static final String ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJfAefRRJSnyTklAVPhMI0Qm9R6lsX4ohcX9WbWFh99O test";
    private static final String RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQClMypL+lDAth5u1dmIaKbdAlX2b9MEUdQ4fWJMP6xO4heAeWM+dYbaPV2Le3ROJFFoZZKJcMMuix9wCDDGKnzr9Ehox3ee120n+EqqyPR7J/PMGbZG7T0i+wjGLc1XUvhKvhBdjgYJegk8XCWrKWAfveSjaPSvfKweztTV4jK3aYERLY1t6m2rQMNq05EFXo8S+bBYczMHsO3jL5i6z0vxgW2sXX7kELadBIWgegBQW/F/m77aZLKvf/Ctw0Na++sLbx+j4+AZkqovLHl/KzQqrVlBua7c5d5XqvpL30ymJOjpt5tcUVcV1+nL7vBakY06bjanbni7BkM/71HD1xyR test";

    @TempDir
    Path directory;

    private boolean opens(String user, String line, String offered) throws Exception {
        Path file = Files.writeString(directory.resolve("authorized_keys"),
                "nonsense\n\n# " + line + "\n" + line + "\r\n");
        var key = AuthorizedKeyEntry.parseAuthorizedKeyEntry(offered)
            .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        return new AuthorizedKeys(file, "demo").authenticate(user, key, null);
    }

    @Test
    void aKeyOfEachUsualKindIsRead() throws Exception {
        assertThat(opens("demo", ED25519, ED25519)).isTrue();
        assertThat(opens("demo", RSA, RSA)).isTrue();
    }

    @Test
    void anotherKeyOpensNothing() throws Exception {
        assertThat(opens("demo", ED25519, RSA)).isFalse();
    }

    @Test
    void theOptionSaysWhoseAKeyIs() throws Exception {
        assertThat(opens("acme", "tenant=\"acme\",no-pty " + ED25519, ED25519)).isTrue();
        assertThat(opens("demo", "tenant=\"acme\" " + ED25519, ED25519)).isFalse();
        assertThat(opens("acme", ED25519, ED25519)).isFalse();
    }

    @Test
    void aUserThatCanBeNoTenantIsRefused() throws Exception {
        assertThat(opens("../demo", "tenant=\"../demo\" " + ED25519, ED25519)).isFalse();
    }

    @Test
    void withoutAFileNobodyIsLetIn() throws IOException {
        var keys = new AuthorizedKeys(directory.resolve("none"), "demo");

        assertThat(keys.authenticate("demo", null, null)).isFalse();
    }
}
