package io.carbonflow.gateway.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.Place;

/** Opens files of every form. */
@ApplicationScoped
public class FileReading {

    private static final int HEAD = 64 * 1024;

    private final ActivityContract contract;
    private final FilesConfig config;
    private final IntakeConfig intake;
    private final FileMappings mappings;
    private final ShipNotices notices;

    FileReading(ActivityContract contract, FilesConfig config, IntakeConfig intake, FileMappings mappings,
            ShipNotices notices) {
        this.contract = contract;
        this.config = config;
        this.intake = intake;
        this.mappings = mappings;
        this.notices = notices;
    }

    /** Whether the sender says what the file is, or leaves it to be found out, and not something nobody reads. */
    static boolean isReadable(String contentType) {
        var stated = HeaderValue.parse(contentType);
        return FileFormat.declared(stated).isPresent() || FileFormat.isOpen(stated);
    }

    /**
     * Reads the beginning of a file.
     *
     * @return its items; where nothing of it can be read, the file itself is the one item, and refused
     */
    FileItems open(FileDelivery delivery, InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        try {
            return new Guarded(opened(delivery, head, in), head, delivery);
        } catch (UnreadableFileException e) {
            return new Unreadable(head, delivery, e.getMessage());
        }
    }

    private FileItems opened(FileDelivery delivery, byte[] head, InputStream rest) throws IOException {
        var stated = HeaderValue.parse(delivery.envelope().contentType());
        FileFormat format = FileFormat.declared(stated).orElseGet(() -> FileFormat.of(delivery.name(), head));
        var declared = declared(delivery, stated);
        if (stated.value().equals("text/tab-separated-values")) {
            declared.putIfAbsent("delimiter", "tab");
        }
        if (format == FileFormat.CSV) {
            return csv(delivery.envelope(), head, rest, declared);
        }
        Function<JsonNode, Verdict> verdicts = verdicts(delivery.envelope(), declared);
        String type = declared.containsKey("mapping")
                ? HeaderValue.with(format.mediaType(), "mapping", declared.get("mapping"))
                : format.mediaType();
        int mark = CsvHead.markLength(head);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head, mark, head.length - mark), rest);
        if (format == FileFormat.X12 || format == FileFormat.EDIFACT) {
            var envelope = delivery.envelope();
            return new EdiFile(head, all, format.mediaType(), declared.get("sender"),
                    declared.get("separators"), intake.itemBytesMax(),
                    (segments, sender) -> notices.examine(envelope.tenantId(), segments, sender,
                            envelope.receivedAt()));
        }
        return format == FileFormat.NDJSON
                ? JsonFile.lines(all, intake.itemBytesMax(), type, verdicts)
                : JsonFile.document(all, intake.itemBytesMax(), type, verdicts);
    }

    private FileItems csv(Envelope envelope, byte[] head, InputStream rest, Map<String, String> declared)
            throws IOException {
        String name = declared.get("mapping");
        var named = name == null ? Optional.<Mapping>empty() : mappings.named(envelope.tenantId(), name);
        named.map(Mapping::dialect).ifPresent(dialect -> {
            if (dialect.delimiter() != null) {
                declared.putIfAbsent("delimiter", dialect.delimiter().toString());
            }
            if (dialect.charset() != null) {
                declared.putIfAbsent("charset", dialect.charset().name());
            }
            declared.putIfAbsent("quote", Character.toString(dialect.quote()));
            declared.putIfAbsent("skip_lines", Integer.toString(dialect.skipLines()));
            if (!dialect.columns().isEmpty()) {
                declared.putIfAbsent("columns", CsvFile.joined(dialect.columns()));
            }
        });
        return new CsvFile(head, rest, declared, config, intake.itemBytesMax(), (dialect, columns) -> {
            String supplierId = declared.get("supplier_id");
            var mapping = name == null
                    ? mappings.ofRows(envelope.tenantId(), envelope.channel(), supplierId, columns)
                    : named;
            if (name != null && named.isEmpty()) {
                return CsvRows.waiting(dialect, columns, name);
            }
            return new CsvRows(dialect, columns, supplierId, mapping.orElse(null),
                    row -> contract.examine(row, envelope.receivedAt()));
        });
    }

    /** What becomes of a JSON item: it is canonical, or somebody said what it means. */
    private Function<JsonNode, Verdict> verdicts(Envelope envelope, Map<String, String> declared) {
        String name = declared.get("mapping");
        if (name == null) {
            return item -> contract.examine(item, envelope.receivedAt());
        }
        var standards = declared.containsKey("supplier_id") ? Map.of("supplier_id", declared.get("supplier_id"))
                : Map.<String, String>of();
        return mappings.named(envelope.tenantId(), name)
            .<Function<JsonNode, Verdict>>map(mapping -> item -> mapping.examine(Place.alone(item), standards,
                    activity -> contract.examine(activity, envelope.receivedAt())))
            .orElse(item -> CsvRows.noMapping(name));
    }

    /** The parameters of the content type, and before them what the request says beside it. */
    private static Map<String, String> declared(FileDelivery delivery, HeaderValue stated) {
        var declared = new HashMap<String, String>();
        stated.parameters().keySet().forEach(name -> {
            String value = name.equals("columns") ? stated.parameter(name) : stated.decoded(name);
            if (value != null) {
                declared.put(name, value);
            }
        });
        declared.putAll(delivery.declared());
        return declared;
    }

    /** Reads one item of a file again, or a small file, in memory. */
    Batch read(Envelope envelope, byte[] body) {
        var examined = new ArrayList<Examined>();
        try {
            FileItems items = open(new FileDelivery(envelope, "", Map.of()), new ByteArrayInputStream(body));
            for (FileItem item = items.next(); item != null; item = items.next()) {
                examined.add(new Examined(item.index(), item.bytes(), item.verdict()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        return new Batch(examined.size() > 1, examined);
    }

    /** Items of a file whose form shows to be unreadable only on the way. */
    private static final class Guarded implements FileItems {

        private final FileItems items;
        private final byte[] head;
        private final FileDelivery delivery;
        private boolean any;
        private boolean isOver;

        private Guarded(FileItems items, byte[] head, FileDelivery delivery) {
            this.items = items;
            this.head = head;
            this.delivery = delivery;
        }

        @Override
        public FileItem next() throws IOException {
            if (isOver) {
                return null;
            }
            try {
                FileItem item = items.next();
                any |= item != null;
                return item;
            } catch (UnreadableFileException e) {
                isOver = true;
                return new Unreadable(head, delivery, e.getMessage()).next();
            }
        }

        @Override
        public boolean several() {
            return any && items.several();
        }

        @Override
        public List<String> ignoredColumns() {
            return items.ignoredColumns();
        }
    }

    /** A file nothing of which can be read. */
    private static final class Unreadable implements FileItems {

        private FileItem only;

        private Unreadable(byte[] head, FileDelivery delivery, String why) {
            only = new FileItem(0, 1, head, delivery.envelope().contentType(),
                    Reasons.only(ReasonCode.MALFORMED, null, why));
        }

        @Override
        public FileItem next() {
            FileItem item = only;
            only = null;
            return item;
        }

        @Override
        public boolean several() {
            return false;
        }
    }
}
