package io.carbonflow.ledger.blocks;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.heads.HeadTable;
import io.carbonflow.ledger.heads.HeadView;
import io.carbonflow.ledger.parameters.Cursor;
import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;

/** The blocks of the chains. They span the tenants and hold nothing but hashes and counts. */
@Path("/v1/blocks")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class BlocksResource {

    private static final int LEAVES_PER_PAGE = 20_000;

    private static final String HEADS = """
            select distinct on (b.chain) b.*,
                (select sum(entries)::bigint from ledger.block s where s.chain = b.chain) as chain_entries
            from ledger.block b order by b.chain, b.height desc
            """;
    private static final String LIST = """
            select * from ledger.block where chain = $1 and height >= $2 order by height limit $3
            """;

    private final Transactions transactions;
    private final BlockLeaves leaves;
    private final CurrentCaller caller;

    BlocksResource(Transactions transactions, BlockLeaves leaves, CurrentCaller caller) {
        this.transactions = transactions;
        this.leaves = leaves;
        this.caller = caller;
    }

    /** Where a chain stands. */
    @RegisterForReflection
    public record ChainHead(int chain, long height, String head, long entries, Instant bookedAt) {}

    /**
     * Where the chains stand.
     *
     * @param signedHead the newest; null where there is none, {@code /v1/keys} says why
     */
    @RegisterForReflection
    public record Heads(List<ChainHead> items, HeadView signedHead) {}

    @GET
    @Path("head")
    @Operation(summary = "The last block of each chain, how many entries the chain holds, and the newest signed head")
    public Heads heads() {
        return transactions.snapshot(caller.tenantId(), transaction -> {
            var heads = new ArrayList<ChainHead>();
            for (Row row : transaction.query(HEADS)) {
                var top = BlockTable.read(row);
                heads.add(new ChainHead(top.block().chain(), top.block().height(), Sha256.hex(top.head()),
                        row.getLong("chain_entries"), top.block().bookedAt()));
            }
            return new Heads(heads, HeadTable.last(transaction).map(HeadView::of).orElse(null));
        });
    }

    @GET
    @Operation(summary = "Blocks of one chain in order; leaves=true adds what is needed to recompute them")
    public RestResponse<Pages.Page<BlockLeaves.BlockWithLeaves>> list(@RestQuery String chain,
            @RestQuery("from_height") String fromHeight, @RestQuery String limit, @RestQuery String cursor,
            @RestQuery boolean leaves, @Context UriInfo uri) {
        if (chain == null) {
            throw ProblemException.badRequest("chain is missing; /v1/blocks/head names the chains");
        }
        int chainNumber = (int) Parameters.whole("chain", chain, 0, Integer.MAX_VALUE);
        Long after = Cursor.keyOf(cursor, Long::valueOf);
        long from = after != null ? after + 1
                : fromHeight == null ? 1 : Parameters.whole("from_height", fromHeight, 1, Long.MAX_VALUE);
        int pageSize = Parameters.limit(limit);
        var found = transactions.snapshot(caller.tenantId(),
                transaction -> StreamSupport
                    .stream(transaction.query(LIST, chainNumber, from, pageSize + 1).spliterator(), false)
                    .map(BlockTable::read)
                    .toList());
        var page = found.subList(0, leaves ? blocksWithin(found, pageSize) : Math.min(pageSize, found.size()));
        String next = found.size() == page.size() ? null : Cursor.after(page.get(page.size() - 1).block().height());
        return Pages.answer(this.leaves.of(page, leaves, caller.tenantId()), next, uri);
    }

    /** How many of the first blocks a page with leaves has: at least one, and not many more leaves than permitted. */
    private static int blocksWithin(List<BlockTable.Stored> blocks, int pageSize) {
        int size = 0;
        int entries = 0;
        while (size < Math.min(pageSize, blocks.size()) && (size == 0 || entries < LEAVES_PER_PAGE)) {
            entries += blocks.get(size).block().entries();
            size++;
        }
        return size;
    }
}
