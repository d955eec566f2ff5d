package io.carbonflow.gateway.sftp;

import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;

/** Tells a client what our rules have against a request; of anything else that fails only its kind is told. */
final class Answers implements SftpErrorStatusDataHandler {

    @Override
    public String resolveErrorMessage(SftpSubsystemEnvironment subsystem, int id, Throwable thrown, int subStatus,
            int command, Object... arguments) {
        return thrown instanceof RefusedException ? thrown.getMessage()
                : SftpErrorStatusDataHandler.super.resolveErrorMessage(subsystem, id, thrown, subStatus, command,
                        arguments);
    }
}
