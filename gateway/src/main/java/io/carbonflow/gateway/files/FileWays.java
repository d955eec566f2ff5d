package io.carbonflow.gateway.files;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.WayIn;

/** The ways in for items of files, by which a line can be read again: its content type says what its file was like. */
@Singleton
class FileWays {

    private record Way(String channel, FileReading reading) implements WayIn {

        @Override
        public Batch read(Envelope envelope, byte[] body) {
            return reading.read(envelope, body);
        }
    }

    @Produces
    @Singleton
    WayIn uploads(FileReading reading) {
        return new Way(Channel.FILE, reading);
    }

    @Produces
    @Singleton
    WayIn inboxes(FileReading reading) {
        return new Way(Channel.SFTP, reading);
    }
}
