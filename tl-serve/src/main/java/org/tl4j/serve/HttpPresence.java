package org.tl4j.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * Whether the client of a request is still there. HTTP/1.1 does not say so, and Jetty does not read while it waits for an answer, so
 * that a connection that was closed looks like one that is silent: this reads one byte, without waiting. A byte that comes (the next
 * request, sent before the answer to this one) is given to Jetty, where it belongs.
 */
final class HttpPresence {
    private final Connection connection;
    private final EndPoint endPoint;

    private HttpPresence(Connection connection, EndPoint endPoint) {
        this.connection = connection;
        this.endPoint = endPoint;
    }

    static HttpPresence of(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        return new HttpPresence(connection, connection.getEndPoint());
    }

    /** Only while a whole request was received and nothing of its answer was sent, by one thread at a time. */
    boolean hasGone() {
        if (!endPoint.isOpen()) {
            return true;
        }
        if (!(endPoint.getTransport() instanceof SocketChannel channel)
                || !(connection instanceof Connection.UpgradeTo jetty)) {
            return false;
        }
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            int read = channel.read(one);
            if (read > 0) {
                jetty.onUpgradeTo(one.flip());
            }
            return read < 0;
        } catch (IOException e) { // reset by the client
            return true;
        }
    }
}
