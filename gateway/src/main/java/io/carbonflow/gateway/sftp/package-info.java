/** The SFTP server: an inbox per tenant, key authentication, and what becomes of the files put there. */
package io.carbonflow.gateway.sftp;
