package io.carbonflow.factorservice.activity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.factorservice.paging.Cursor;
import io.carbonflow.factorservice.paging.NextLink;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** The activity codes: the catalogue's, and every more particular one the published editions have a factor for. */
@Path("/v1/activities")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activities")
public class ActivityResource {

    private final PublishedEditions editions;
    private final CurrentCaller caller;

    ActivityResource(PublishedEditions editions, CurrentCaller caller) {
        this.editions = editions;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Activity codes whose code or description contains the text, by code")
    public Uni<Response> search(@RestQuery String search, @RestQuery Integer limit, @RestQuery String cursor,
            @Context UriInfo request) {
        String wanted = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
        return editions.of(caller.tenantId()).map(library -> {
            var found = everyActivity(library).stream()
                .filter(activity -> activity.code().contains(wanted)
                        || activity.description().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
            var page = Cursor.page(found, ActivityView::code, limit, cursor);
            return NextLink.respond(new ActivityView.Page(page.items(), page.nextCursor()), page.nextCursor(), request);
        });
    }

    private static List<ActivityView> everyActivity(PublishedLibrary library) {
        Map<String, TreeSet<String>> unitsByCode = new TreeMap<>();
        Map<String, String> descriptionByCode = new TreeMap<>();
        for (ListedFactor listed : library.listed()) {
            EmissionFactor factor = listed.factor();
            unitsByCode.computeIfAbsent(factor.activity(), code -> new TreeSet<>()).add(factor.unit().code());
            descriptionByCode.putIfAbsent(factor.activity(), factor.source().locator());
        }
        Map<String, ActivityView> byCode = new TreeMap<>();
        for (ActivityType type : ActivityCatalogue.all()) {
            byCode.put(type.code(), view(type.code(), type, unitsByCode.get(type.code()), type.description()));
        }
        unitsByCode.forEach((code, units) -> ActivityCatalogue.find(code)
            .ifPresent(type -> byCode.putIfAbsent(code,
                    view(code, type, units, type.description() + ": " + descriptionByCode.get(code)))));
        return List.copyOf(byCode.values());
    }

    private static ActivityView view(String code, ActivityType type, TreeSet<String> units, String description) {
        return new ActivityView(code, lowerCase(type.family()), lowerCase(type.kind()),
                type.dimensions().stream().map(ActivityResource::lowerCase).sorted().toList(),
                units == null ? List.of() : List.copyOf(units), description);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
