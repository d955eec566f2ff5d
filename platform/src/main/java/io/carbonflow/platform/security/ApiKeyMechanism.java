package io.carbonflow.platform.security;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Reads the key from {@code Authorization: Bearer} or {@code X-API-Key}. */
@ApplicationScoped
public class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final ApiKeys keys;
    private final SecurityConfig config;

    ApiKeyMechanism(ApiKeys keys, SecurityConfig config) {
        this.keys = keys;
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        String key = presentedKey(context);
        if (key == null) {
            return config.openOnLoopback() && fromThisMachine(context)
                    ? Uni.createFrom().item(identityOf(new Caller(config.tenant(), Role.VIEWER, "")))
                    : Uni.createFrom().nullItem();
        }
        return keys.callerOf(key)
            .map(caller -> Uni.createFrom().item(identityOf(caller)))
            .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("unknown key")));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var problem = Problem.of(401, "Unauthorized",
                "send your key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'");
        context.response()
            .setStatusCode(401)
            .putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer")
            .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        return Uni.createFrom()
            .completionStage(context.response().end(problem.toJson()).toCompletionStage())
            .replaceWith(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    private static String presentedKey(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return context.request().getHeader("X-API-Key");
    }

    private static boolean fromThisMachine(RoutingContext context) {
        var authority = context.request().authority();
        var remote = context.request().remoteAddress();
        return authority != null && LOOPBACK_NAMES.contains(authority.host())
                && remote != null && Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1").contains(remote.hostAddress());
    }

    private static SecurityIdentity identityOf(Caller caller) {
        return QuarkusSecurityIdentity.builder().setPrincipal(caller).addRole(caller.role().id()).build();
    }
}
