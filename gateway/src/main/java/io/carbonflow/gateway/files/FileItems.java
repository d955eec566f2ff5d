package io.carbonflow.gateway.files;

import java.io.IOException;

/** The items of one file, read as they are asked for. */
interface FileItems {

    /** The next item; null at the end. */
    FileItem next() throws IOException;

    /** Whether the file's form is that of several items, be it one. Known at the end. */
    boolean several();
}
