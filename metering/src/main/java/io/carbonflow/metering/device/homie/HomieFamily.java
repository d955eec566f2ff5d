package io.carbonflow.metering.device.homie;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.intake.device.Family;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.message.JsonMessage;

/** {@code homie/<device>/<node>/<property>}, in version 5 {@code homie/5/<device>/…}, and the attributes beside it. */
@ApplicationScoped
class HomieFamily implements DeviceFamily {

    @Override
    public String name() {
        return Family.HOMIE.wireName();
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        String[] below = below(frame);
        var message = new HomieMessage(frame, session);
        return switch (below.length) {
            case 1 -> below[0].equals("$state") ? message.state()
                    : below[0].equals("$description") ? JsonMessage.read(frame, message::description)
                            : Interpretation.context("no_energy");
            case 2 -> message.value(below[0] + '/' + below[1]);
            case 3 -> message.attribute(below[0] + '/' + below[1], below[2]);
            default -> Interpretation.context("no_energy");
        };
    }

    /** The levels below the device, which is the first level of its name; the version stands before it. */
    private static String[] below(Frame frame) {
        String[] levels = frame.topic().split("/", -1);
        int device = levels.length > 2 && levels[1].equals("5") && levels[2].equals(frame.device())
                && !(frame.device().equals("5") && levels.length == 4) ? 2 : 1;
        return Arrays.copyOfRange(levels, Math.min(device + 1, levels.length), levels.length);
    }
}
