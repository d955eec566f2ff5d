package io.carbonflow.gateway.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;

/** The fate of the latest files this instance has read, in memory. What became of the items is in the ledger for good. */
@ApplicationScoped
class FileReports {

    private final Map<RecordKey, FileReport> latest;

    FileReports(FilesConfig config) {
        int max = config.reportsKept();
        latest = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<RecordKey, FileReport> eldest) {
                return size() > max;
            }
        };
    }

    synchronized void keep(String tenantId, FileReport report) {
        latest.put(new RecordKey(tenantId, report.id()), report.brief());
    }

    synchronized Optional<FileReport> find(String tenantId, String id) {
        return Optional.ofNullable(latest.get(new RecordKey(tenantId, id)));
    }

    /** The newest first. */
    synchronized List<FileReport> newest(String tenantId, int limit) {
        var found = new ArrayList<FileReport>();
        latest.forEach((key, report) -> {
            if (key.tenantId().equals(tenantId)) {
                found.add(0, report);
            }
        });
        return found.subList(0, Math.min(limit, found.size()));
    }
}
