/**
 * Files of any size, by upload and by SFTP: split into items as they are read, each item with exactly its own bytes, a
 * bad one refused with file and line, the good ones going on.
 */
package io.carbonflow.gateway.files;
