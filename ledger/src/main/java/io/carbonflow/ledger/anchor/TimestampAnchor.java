package io.carbonflow.ledger.anchor;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

import io.vertx.core.json.JsonObject;

/** Has each head's hash stamped by an authority of RFC 3161; the imprint is the hash itself. */
final class TimestampAnchor implements Anchor {

    private static final int NONCE_BITS = 64;

    private final String name;
    private final URI url;
    private final TokenCheck tokens;
    private final HttpPost http;
    private final Map<String, String> headers = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    TimestampAnchor(String name, URI url, Path trustFile, String authorization, Duration timeout) {
        this.name = name;
        this.url = url;
        this.tokens = new TokenCheck(trustFile);
        this.http = new HttpPost(url, timeout);
        headers.put("Content-Type", "application/timestamp-query");
        headers.put("Accept", "application/timestamp-reply");
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonObject prepare(HeadToAnchor head) {
        return new JsonObject().put("authority", url.getHost())
            .put("nonce", new BigInteger(NONCE_BITS, random).toString());
    }

    @Override
    public Finding submit(HeadToAnchor head, JsonObject prepared) {
        try {
            var request = request(head, prepared);
            var response = read(http.send(request.getEncoded(), headers));
            if (response.getStatus() != PKIStatus.GRANTED && response.getStatus() != PKIStatus.GRANTED_WITH_MODS) {
                return refused(response);
            }
            response.validate(request);
            var token = response.getTimeStampToken();
            return new Finding.Waiting(prepared.copy()
                .put("token", Base64.getEncoder().encodeToString(token.getEncoded()))
                .put("stamped_at", token.getTimeStampInfo().getGenTime().toInstant().toString())
                .put("serial", token.getTimeStampInfo().getSerialNumber().toString())
                .put("policy", token.getTimeStampInfo().getPolicy().getId()), null);
        } catch (TSPException e) {
            return new Finding.Refuted(url.getHost() + " answers another request than ours: " + e.getMessage());
        } catch (IOException e) {
            throw new AnchorUnavailableException("request or token cannot be encoded: " + e.getMessage(), e);
        }
    }

    private TimeStampResponse read(byte[] answer) {
        try {
            return new TimeStampResponse(answer);
        } catch (TSPException | IOException | RuntimeException e) { // what is no ASN.1 shows by exceptions of any kind
            throw new AnchorUnavailableException(url.getHost() + " answers with what is no time-stamp response: "
                    + e.getMessage(), e);
        }
    }

    private Finding refused(TimeStampResponse response) {
        var failure = response.getFailInfo();
        String told = url.getHost() + " grants no stamp: status " + response.getStatus()
                + (failure == null ? "" : ", failure " + failure.intValue())
                + (response.getStatusString() == null ? "" : ", " + response.getStatusString());
        boolean isPassing = failure == null || failure.intValue() == PKIFailureInfo.systemFailure
                || failure.intValue() == PKIFailureInfo.timeNotAvailable;
        if (isPassing) {
            throw new AnchorUnavailableException(told);
        }
        return new Finding.Refuted(told);
    }

    @Override
    public List<Finding> check(List<Anchored> anchored) {
        return anchored.stream().map(this::check).toList();
    }

    private Finding check(Anchored anchored) {
        byte[] token = Base64.getDecoder().decode(anchored.evidence().getString("token"));
        var nonce = new BigInteger(anchored.evidence().getString("nonce"));
        return tokens.faultOf(token, anchored.head().hash(), nonce)
            .<Finding>map(Finding.Refuted::new)
            .orElseGet(() -> new Finding.Proven(anchored.evidence()));
    }

    private static TimeStampRequest request(HeadToAnchor head, JsonObject prepared) throws IOException {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, head.hash(), new BigInteger(prepared.getString("nonce")));
    }
}
