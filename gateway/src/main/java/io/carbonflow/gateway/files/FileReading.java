package io.carbonflow.gateway.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;

/** Opens files of every form. */
@ApplicationScoped
public class FileReading {

    private static final int HEAD = 64 * 1024;

    private final ActivityContract contract;
    private final FilesConfig config;
    private final IntakeConfig intake;

    FileReading(ActivityContract contract, FilesConfig config, IntakeConfig intake) {
        this.contract = contract;
        this.config = config;
        this.intake = intake;
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
        int bytesMax = intake.itemBytesMax();
        var receivedAt = delivery.envelope().receivedAt();
        if (format == FileFormat.CSV) {
            return new CsvFile(head, rest, declared, config, bytesMax, (dialect, columns) -> new CsvRows(dialect,
                    columns, declared.get("supplier_id"), null, row -> contract.examine(row, receivedAt)));
        }
        int mark = CsvHead.markLength(head);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head, mark, head.length - mark), rest);
        return format == FileFormat.NDJSON
                ? JsonFile.lines(all, bytesMax, format.mediaType(), item -> contract.examine(item, receivedAt))
                : JsonFile.document(all, bytesMax, format.mediaType(), item -> contract.examine(item, receivedAt));
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
