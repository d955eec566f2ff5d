package io.carbonflow.gateway.mapped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.files.CsvSplitter;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.intake.mapping.CsvDialect;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.Place;

/** Reads JSON, NDJSON and CSV by a mapping document; without it the items wait until it is there. */
@ApplicationScoped
public class MappedWay implements WayIn {

    private final Mappings mappings;
    private final ActivityContract contract;
    private final IntakeConfig config;

    MappedWay(Mappings mappings, ActivityContract contract, IntakeConfig config) {
        this.mappings = mappings;
        this.contract = contract;
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.MAPPED;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        MappedType type = MappedType.parse(envelope.contentType());
        Optional<Mapping> mapping = mappings.find(envelope.tenantId(), type.mapping());
        Batch batch = type.isCsv() ? csv(envelope, body, type, mapping) : json(envelope, body, type, mapping);
        return batch.items().size() <= config.itemsMax() ? batch : tooMany(body, batch.items().size());
    }

    private Batch tooMany(byte[] body, int found) {
        return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null,
                "a body has at most " + config.itemsMax() + " items, found " + found));
    }

    private Batch json(Envelope envelope, byte[] body, MappedType type, Optional<Mapping> mapping) {
        JsonItems split = type.isLines() ? JsonItems.ofLines(body) : JsonItems.ofDocument(body);
        if (split.items().size() > config.itemsMax()) {
            return tooMany(body, split.items().size());
        }
        var examined = new ArrayList<Examined>();
        for (JsonItem item : split.items()) {
            if (item.json() == null || item.bytes().length > config.itemBytesMax() && mapping.isEmpty()) {
                examined.add(new Examined(split.several() ? item.index() : examined.size(), item.bytes(),
                        item.json() == null ? Reasons.only(ReasonCode.MALFORMED, null, item.unreadable())
                                : tooLarge(item.bytes())));
            } else if (mapping.isEmpty()) {
                examined.add(new Examined(item.index(), item.bytes(), waits(type.mapping())));
            } else {
                places(envelope, type, item, mapping.get(), examined);
            }
        }
        return new Batch(split.several() || examined.size() > 1, examined);
    }

    /** Each item with the bytes by which it can be read again: its own where it needs nothing around it. */
    private void places(Envelope envelope, MappedType type, JsonItem item, Mapping mapping, List<Examined> examined) {
        List<Place> places = mapping.places(item.json());
        List<String> path = mapping.arrayOfItems();
        List<byte[]> own = mapping.standsAlone() && !path.isEmpty()
                ? JsonItems.bytesOfElements(item.bytes(), path.toArray(String[]::new))
                : List.of();
        if (places.isEmpty()) {
            examined.add(new Examined(examined.size(), item.bytes(), Reasons.only(ReasonCode.FIELD_MISSING, "items",
                    "the document has none of the items the mapping looks for")));
        }
        boolean isOwn = own.size() == places.size();
        if (places.size() > config.itemsMax() || !isOwn && places.size() > 1
                && (long) places.size() * item.bytes().length > config.keptBytesMax()) {
            examined.add(new Examined(examined.size(), item.bytes(), Reasons.only(ReasonCode.TOO_LARGE, null,
                    "%d items in %d bytes are too many; send fewer at once".formatted(places.size(),
                            item.bytes().length))));
            return;
        }
        for (int i = 0; i < places.size(); i++) {
            byte[] bytes = isOwn ? own.get(i) : item.bytes();
            examined.add(new Examined(examined.size(), bytes, bytes.length > config.itemBytesMax() ? tooLarge(bytes)
                    : verdict(envelope, type, mapping, places.get(i))));
        }
    }

    private Batch csv(Envelope envelope, byte[] body, MappedType type, Optional<Mapping> mapping) {
        CsvDialect dialect = mapping.map(Mapping::dialect).orElse(CsvDialect.USUAL);
        char delimiter = CsvLines.delimiter(dialect, type.header());
        List<String> columns = dialect.columns().isEmpty()
                ? CsvLines.cells(type.header(), dialect, delimiter).orElse(List.of())
                : dialect.columns();
        List<CsvSplitter.Piece> lines = CsvLines.of(body, delimiter, dialect.quote(), config.itemBytesMax(),
                config.itemsMax() + 2);
        if (lines.size() > config.itemsMax() + 1) {
            return tooMany(body, lines.size());
        }
        var examined = new ArrayList<Examined>();
        boolean sawHeader = false;
        for (CsvSplitter.Piece line : lines) {
            if (!sawHeader && type.header().length > 0 && Arrays.equals(line.bytes(), type.header())) {
                examined.clear();
                sawHeader = true;
            } else {
                examined.add(new Examined((int) line.line() - 1, line.bytes(),
                        row(envelope, line, type, mapping, dialect, delimiter, columns)));
            }
        }
        return examined.isEmpty() ? Batch.single(body, Reasons.only(ReasonCode.MALFORMED, null, "the file has no rows"))
                : new Batch(sawHeader || examined.size() > 1, examined);
    }

    private Verdict row(Envelope envelope, CsvSplitter.Piece line, MappedType type, Optional<Mapping> mapping,
            CsvDialect dialect, char delimiter, List<String> columns) {
        byte[] bytes = line.bytes();
        if (line.flaw() != null) {
            return Reasons.only(
                    bytes.length >= config.itemBytesMax() ? ReasonCode.TOO_LARGE : ReasonCode.MALFORMED, null,
                    line.flaw());
        }
        if (mapping.isEmpty()) {
            return waits(type.mapping());
        }
        Optional<List<String>> cells = CsvLines.cells(bytes, dialect, delimiter);
        if (cells.isEmpty() || cells.get().size() > columns.size()) {
            return Reasons.only(ReasonCode.MALFORMED, null,
                    cells.isEmpty() ? "the line is no text of the file's charset"
                            : "the line has %d cells, the header %d".formatted(cells.get().size(), columns.size()));
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.get().size(); i++) {
            row.put(columns.get(i), cells.get().get(i));
        }
        return verdict(envelope, type, mapping.get(), Place.alone(row));
    }

    private Verdict verdict(Envelope envelope, MappedType type, Mapping mapping, Place place) {
        return mapping.examine(place, Map.of("source_id", type.mapping()),
                (JsonNode activity) -> contract.examine(activity, envelope.receivedAt()));
    }

    private Verdict tooLarge(byte[] bytes) {
        return Reasons.only(ReasonCode.TOO_LARGE, null,
                "an item has at most " + config.itemBytesMax() + " bytes, found " + bytes.length);
    }

    private static Verdict waits(String mapping) {
        return Reasons.hold(null, Channel.MAPPED, ReasonCode.MAPPING_NOT_FOUND, "mapping",
                "there is no mapping %s yet; PUT /v1/mappings/{id} of the factor service stores one".formatted(
                        Quote.of(mapping)));
    }
}
