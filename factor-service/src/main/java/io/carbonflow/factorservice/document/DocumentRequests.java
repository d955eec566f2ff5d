package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.carbonflow.factorservice.paging.Cursor;
import io.carbonflow.factorservice.paging.NextLink;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.rules.RuleKind;
import io.smallrye.mutiny.Uni;

/** What the resources of every kind of document answer. */
@ApplicationScoped
class DocumentRequests {

    /** Says whose a document is; its body does not, so that it can be sent back as it is. */
    private static final String ORIGIN_HEADER = "Carbonflow-Origin";

    private final Documents documents;
    private final CurrentCaller caller;

    DocumentRequests(Documents documents, CurrentCaller caller) {
        this.documents = documents;
        this.caller = caller;
    }

    Uni<Response> list(RuleKind kind, Integer limit, String cursor, UriInfo request) {
        return documents.of(caller.tenantId()).map(set -> {
            var page = Cursor.page(set.inForce(kind), RuleDocument::id, limit, cursor);
            var items = page.items()
                .stream()
                .map(document -> DocumentView.of(document, storedOf(set, kind, document)))
                .toList();
            return NextLink.respond(new DocumentView.Page(items, page.nextCursor()), page.nextCursor(), request);
        });
    }

    private static StoredDocument storedOf(DocumentSet set, RuleKind kind, RuleDocument document) {
        return document.tenant().isEmpty() ? null : set.own(kind, document.id()).orElseThrow();
    }

    Uni<Response> get(RuleKind kind, String id, Integer version) {
        String tenant = caller.tenantId();
        if (version == null) {
            return documents.of(tenant)
                .map(set -> set.inForce(kind, id).orElseThrow(() -> noSuch(kind, id)))
                .map(DocumentRequests::answer);
        }
        return documents.versions(tenant, kind, id)
            .map(own -> own.stream()
                .filter(stored -> stored.version() == version && !stored.isTakenBack())
                .map(StoredDocument::rule)
                .findFirst()
                .or(() -> shipped(kind, id, version))
                .orElseThrow(() -> noSuch(kind, id + ", version " + version)))
            .map(DocumentRequests::answer);
    }

    private static Optional<RuleDocument> shipped(RuleKind kind, String id, int version) {
        return DocumentSet.shipped(kind, id).filter(document -> document.version() == version);
    }

    Uni<DocumentView.Page> versions(RuleKind kind, String id) {
        return documents.versions(caller.tenantId(), kind, id).map(own -> {
            Optional<RuleDocument> shipped = DocumentSet.shipped(kind, id);
            if (own.isEmpty() && shipped.isEmpty()) {
                throw noSuch(kind, id);
            }
            boolean isShippedInForce = own.isEmpty() || own.get(0).isTakenBack();
            var items = new ArrayList<DocumentView>();
            own.forEach(stored -> items.add(DocumentView.ofVersion(stored, stored == own.get(0))));
            shipped.map(document -> DocumentView.of(document, null))
                .map(view -> isShippedInForce ? view : view.superseded())
                .ifPresent(items::add);
            return new DocumentView.Page(List.copyOf(items), null);
        });
    }

    Uni<Response> put(RuleKind kind, String id, byte[] body, String ifMatch) {
        return documents.put(caller.get(), kind, id, DocumentBody.textOf(body), ifMatch)
            .map(change -> answer(change.inForce().orElseThrow(), change.isNew() ? 201 : 200));
    }

    Uni<Response> delete(RuleKind kind, String id, String ifMatch) {
        return documents.delete(caller.get(), kind, id, ifMatch)
            .map(change -> change.inForce()
                .map(DocumentRequests::answer)
                .orElseGet(() -> Response.noContent().build()));
    }

    private static Response answer(RuleDocument document) {
        return answer(document, 200);
    }

    private static Response answer(RuleDocument document, int status) {
        return Response.status(status)
            .entity(RuleDocuments.rendered(document).getBytes(UTF_8))
            .header(HttpHeaders.ETAG, DocumentTag.of(document))
            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
            .header(ORIGIN_HEADER, DocumentView.originOf(document))
            .build();
    }

    private static ProblemException noSuch(RuleKind kind, String id) {
        return ProblemException.notFound("there is no %s %s".formatted(kind.code(), id));
    }
}
