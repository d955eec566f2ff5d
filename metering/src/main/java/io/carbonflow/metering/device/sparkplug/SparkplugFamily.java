package io.carbonflow.metering.device.sparkplug;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.device.Family;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;

/** {@code spBv1.0/{group}/{verb}/{node}[/{device}]}. */
@ApplicationScoped
class SparkplugFamily implements DeviceFamily {

    @Override
    public String name() {
        return Family.SPARKPLUG.wireName();
    }

    /** A node is registered without its group. */
    @Override
    public String registeredAs(String device) {
        return device.substring(device.indexOf('/') + 1);
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        String[] levels = frame.topic().split("/", -1);
        if (levels.length < 4 || levels.length > 5) {
            return Interpretation.refused(List.of(new Reason(ReasonCode.MALFORMED.name(), null,
                    "a topic of Sparkplug B is spBv1.0/group/verb/node or spBv1.0/group/verb/node/device")));
        }
        String scope = levels.length == 5 ? levels[4] : "";
        return new NodeMessage(frame, levels[1], levels[3], scope, Session.of(session)).read(levels[2]);
    }
}
