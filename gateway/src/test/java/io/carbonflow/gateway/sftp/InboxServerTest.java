package io.carbonflow.gateway.sftp;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class InboxServerTest {

    private static final Path DIRECTORY = Path.of("target/sftp");
    private static final Path KEYS = DIRECTORY.resolve("authorized_keys");

    @Inject
    InboxServer server;

    @Inject
    SftpConfig config;

    private static final SshClient CLIENT = SshClient.setUpDefaultClient();

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String name = unique + ".csv";

    @BeforeAll
    static void start() {
        CLIENT.setServerKeyVerifier((session, address, key) -> true);
        CLIENT.setKeyIdentityProvider(KeyPairProvider.EMPTY_KEYPAIR_PROVIDER);
        CLIENT.start();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterAll
    static void stop() {
        CLIENT.stop();
    }

    private static KeyPair anEllipticKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static void authorise(KeyPair key, String options) throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(KEYS, "# keys\n" + options + PublicKeyEntry.toString(key.getPublic()) + " somebody\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private SftpClient login(String user, KeyPair key) throws IOException {
        ClientSession session = CLIENT.connect(user, "localhost", server.port()).verify().getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify();
        return SftpClientFactory.instance().createSftpClient(session);
    }

    private SftpClient login() throws Exception {
        KeyPair key = anEllipticKey();
        authorise(key, "");
        return login("demo", key);
    }

    private String content() {
        return "id,kind,activity,quantity,unit,occurred_at,source_id\n"
                + "s-%1$s,energy,electricity.grid,5,kWh,2025-11-03T10:00:00Z,m-%1$s\nbad-%1$s,energy,electricity.grid,-5,kWh,2025-11-03T10:00:00Z,m-%1$s\n"
                    .formatted(unique);
    }

    private static void put(SftpClient sftp, String path, String content) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content.getBytes(UTF_8));
        }
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        return StreamSupport.stream(sftp.readDir(folder).spliterator(), false)
            .map(SftpClient.DirEntry::getFilename)
            .toList();
    }

    private boolean isTaken() {
        return !Received.activities(Topics.RAW_ENERGY, "s-" + unique).isEmpty();
    }

    @Test
    void aFileThatIsPutIsTakenInAndItsReportLiesBesideItUnderDone() throws Exception {
        try (SftpClient sftp = login()) {
            put(sftp, "/inbox/" + name, content());

            await().until(this::isTaken);
            await().untilAsserted(() -> assertThat(names(sftp, "/done"))
                .anyMatch(found -> found.endsWith(name + ".report.json")));
            assertThat(names(sftp, "/inbox")).doesNotContain(name);
            String report = names(sftp, "/done").stream()
                .filter(found -> found.endsWith(name + ".report.json"))
                .findFirst()
                .orElseThrow();
            try (var in = sftp.read("/done/" + report)) {
                assertThat(new String(in.readAllBytes(), UTF_8)).contains(
                        "\"accepted\":1,\"duplicates\":0,\"rejected\":1",
                        "'" + name + "' line 3: ");
            }
            assertThat(Received.activities(Topics.RAW_ENERGY, "s-" + unique).get(0).value().getChannel())
                .isEqualTo("sftp");
        }
    }

    @Test
    void aHalfWrittenFileIsNotReadAlsoWhenTheConnectionBreaks() throws Exception {
        try (SftpClient sftp = login()) {
            var handle = sftp.open("/inbox/" + name, OpenMode.Write, OpenMode.Create);
            byte[] whole = content().getBytes(UTF_8);
            sftp.write(handle, 0, whole, 0, 40);
            sftp.getClientSession().close(true).await();
        }
        try (SftpClient sftp = login()) {
            // a later file is read, so the reader has passed the half-written one
            put(sftp, "/inbox/later-" + name, content());
            await().until(this::isTaken);

            assertThat(names(sftp, "/inbox")).contains(name);
        }
    }

    @Test
    void aFileUnderAnUnfinishedNameIsReadWhenItIsRenamed() throws Exception {
        try (SftpClient sftp = login()) {
            put(sftp, "/inbox/" + name + ".part", content());
            put(sftp, "/inbox/later-" + name, content().replace("s-", "later-"));
            await().until(() -> !Received.activities(Topics.RAW_ENERGY, "later-" + unique).isEmpty());
            assertThat(isTaken()).isFalse();

            sftp.rename("/inbox/" + name + ".part", "/inbox/" + name);

            await().until(this::isTaken);
        }
    }

    @Test
    void aFolderOfTheInboxNamesTheSupplier() throws Exception {
        try (SftpClient sftp = login()) {
            sftp.mkdir("/inbox/SUP-" + unique);
            put(sftp, "/inbox/SUP-" + unique + "/" + name, content());

            await().until(this::isTaken);

            assertThat(Received.activities(Topics.RAW_ENERGY, "s-" + unique).get(0).value().getSupplierId())
                .isEqualTo("SUP-" + unique);
        }
    }

    @Test
    void aFileOfWhichNothingCanBeReadEndsUnderFailed() throws Exception {
        try (SftpClient sftp = login()) {
            put(sftp, "/inbox/" + name, "id,id\n" + unique + ",1\n");

            await().untilAsserted(() -> assertThat(names(sftp, "/failed"))
                .anyMatch(found -> found.endsWith(name)));
        }
    }

    @Test
    void aFileThatWasBeingReadWhenWeDiedIsReadAgain() throws Exception {
        Path work = Files.createDirectories(DIRECTORY.resolve("work/demo"));

        Path other = Files.writeString(DIRECTORY.resolve(unique), content());
        Files.move(other, work.resolve("0000000000000001_" + name));

        await().until(this::isTaken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x.csv", "/done/x.csv", "/../x.csv", "/inbox/../x.csv", "/inbox/a/b/x.csv"})
    void nothingIsWrittenOutsideTheInbox(String path) throws Exception {
        try (SftpClient sftp = login()) {
            assertThatThrownBy(() -> put(sftp, path, "x")).isInstanceOf(IOException.class);
        }
        assertThat(DIRECTORY.resolve("tenants/x.csv")).doesNotExist();
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndAShorterOneIsRead() throws Exception {
        String longest = unique + "x".repeat(188) + ".csv"; // 200 bytes
        try (SftpClient sftp = login()) {
            assertThatThrownBy(() -> put(sftp, "/inbox/x" + longest, content()))
                .hasMessageContaining("a name has at most 200 bytes in UTF-8, found 201");
            assertThatThrownBy(() -> sftp.mkdir("/inbox/x" + longest)).isInstanceOf(IOException.class);

            put(sftp, "/inbox/" + longest, content());

            await().untilAsserted(() -> assertThat(names(sftp, "/done"))
                .anyMatch(found -> found.endsWith(longest + ".report.json")));
        }
    }

    @Test
    void aFileThatIsBeingWrittenIsNotRenamed() throws Exception {
        try (SftpClient sftp = login()) {
            var handle = sftp.open("/inbox/" + name + ".part", OpenMode.Write, OpenMode.Create);
            sftp.write(handle, 0, content().getBytes(UTF_8), 0, 40);

            assertThatThrownBy(() -> sftp.rename("/inbox/" + name + ".part", "/inbox/" + name))
                .hasMessageContaining("not while it is being written");

            sftp.close(handle);
            sftp.rename("/inbox/" + name + ".part", "/inbox/" + name);
            await().untilAsserted(() -> assertThat(names(sftp, "/done")).anyMatch(found -> found.endsWith(name)));
        }
    }

    @Test
    void thereAreNoLinksAndNothingOutsideIsSeen() throws Exception {
        try (SftpClient sftp = login()) {
            assertThatThrownBy(() -> sftp.symLink("/etc", "/inbox/etc")).isInstanceOf(IOException.class);
            assertThat(names(sftp, "/..")).contains("inbox", "done", "failed").doesNotContain("work", "host_key");
        }
    }

    @Test
    void aKeyLetsInItsOwnTenantOnlyAndCountsAtOnce() throws Exception {
        KeyPair key = anEllipticKey();
        assertThatThrownBy(() -> login("other", key)).isInstanceOf(IOException.class);

        authorise(key, "tenant=\"other\" ");

        try (SftpClient sftp = login("other", key)) {
            assertThat(names(sftp, "/")).contains("inbox");
        }
        assertThatThrownBy(() -> login("demo", key)).isInstanceOf(IOException.class);
    }

    @Test
    void aPasswordOpensNothing() throws Exception {
        ClientSession session = CLIENT.connect("demo", "localhost", server.port()).verify().getSession();
        session.addPasswordIdentity("test-key");

        assertThatThrownBy(() -> session.auth().verify()).isInstanceOf(IOException.class);
    }

    @Test
    void theLimitsAreWhatTheDocumentationSays() {
        assertThat(config.filesMax()).isEqualTo(10_000);
        assertThat(config.fileBytesMax()).isEqualTo(10L << 30);
        assertThat(config.kept()).hasDays(30);
    }
}
