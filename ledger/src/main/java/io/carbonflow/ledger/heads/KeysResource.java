package io.carbonflow.ledger.heads;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The public keys heads are signed with. */
@Path("/v1/keys")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

    private final Transactions transactions;
    private final HeadWatch watch;
    private final CurrentCaller caller;

    KeysResource(Transactions transactions, HeadWatch watch, CurrentCaller caller) {
        this.transactions = transactions;
        this.watch = watch;
        this.caller = caller;
    }

    /**
     * A key.
     *
     * @param publicKey SubjectPublicKeyInfo, DER in Base64; between the lines of PEM it is a PEM file
     * @param validFrom the number of the first head it signs; it signs until the next key's first
     * @param statement what this key and the one before have signed
     */
    @RegisterForReflection
    public record Key(String keyId, String algorithm, String publicKey, long validFrom, Instant at,
            String previousKeyId, String statement, String signature, String previousSignature) {

        static Key of(PublishedKey key) {
            return new Key(key.keyId(), "Ed25519", base64(key.publicKey()), key.validFrom(), key.at(),
                    key.previousKeyId(), key.statement(), base64(key.signature()), base64(key.previousSignature()));
        }

        private static String base64(byte[] bytes) {
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
    }

    /**
     * All keys.
     *
     * @param signing whether heads are signed at present
     * @param reason  why not; null where they are
     */
    @RegisterForReflection
    public record Keys(List<Key> items, boolean signing, String reason) {}

    @GET
    @Operation(summary = "Every key, in the order of the heads they sign; each but the first is introduced by the one before")
    public Keys keys() {
        var keys = transactions.snapshot(caller.tenantId(), HeadTable::keys);
        return new Keys(keys.stream().map(Key::of).toList(), watch.whyNot().isEmpty(), watch.whyNot().orElse(null));
    }
}
