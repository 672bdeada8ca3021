package chat.benchmarks.yardstick;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rooms on Netty and nothing else, close to what a wire carries: no store, no token, no check of
 * what is said. What came in together is encoded once into one buffer that all members share, and
 * costs each of them one write. One thread does it all.
 */
public final class NettyBroadcaster {
  private static final int BACKLOG = 4_096;
  private static final int MAX_REQUEST_BYTES = 8_192;
  private static final int MAX_FRAME_BYTES = 65_536;

  /** A member that has so much to read is slow, and is closed. */
  private static final int MAX_UNREAD_BYTES = 16 * 1024 * 1024;

  private NettyBroadcaster() {}

  public static void main(String[] arguments) throws InterruptedException {
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var rooms = new Rooms(loop.next());
    var listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(MAX_UNREAD_BYTES / 2, MAX_UNREAD_BYTES))
            .childHandler(new Handshake(rooms))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    System.out.println("ready: " + ((InetSocketAddress) listening.localAddress()).getPort());
    listening.closeFuture().sync();
  }

  private static final class Handshake extends ChannelInitializer<Channel> {
    private final Rooms rooms;

    Handshake(Rooms rooms) {
      this.rooms = rooms;
    }

    @Override
    protected void initChannel(Channel channel) {
      var sockets =
          WebSocketServerProtocolConfig.newBuilder()
              .websocketPath("/ws")
              .checkStartsWith(true)
              .maxFramePayloadLength(MAX_FRAME_BYTES)
              .build();
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(),
              new HttpObjectAggregator(MAX_REQUEST_BYTES),
              new WebSocketServerProtocolHandler(sockets),
              new Connection(rooms));
    }
  }

  /** One member of one room. */
  private static final class Connection extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Rooms rooms;
    private @Nullable Room room;
    private @Nullable Speaker speaker;

    Connection(Rooms rooms) {
      this.rooms = rooms;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete complete) {
        var uri = new QueryStringDecoder(complete.requestUri());
        speaker = rooms.speaker(uri.parameters().getOrDefault("token", List.of("nobody")).get(0));
        room = rooms.room(Long.parseLong(uri.path().substring("/ws/".length())));
        room.join(context.channel());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      if (room != null && speaker != null) {
        room.say(speaker, frame.content());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      if (room != null) {
        room.leave(context.channel());
      }
      super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      System.err.println(cause);
      ChannelFuture unused = context.close();
    }
  }

  /** All rooms and people. Used by the event loop alone. */
  private static final class Rooms {
    private final EventLoop loop;
    private final Map<Long, Room> rooms = new HashMap<>();
    private final Map<String, Speaker> speakers = new HashMap<>();

    Rooms(EventLoop loop) {
      this.loop = loop;
    }

    Room room(long id) {
      return rooms.computeIfAbsent(id, unknown -> new Room(unknown, loop));
    }

    Speaker speaker(String name) {
      return speakers.computeIfAbsent(name, unknown -> new Speaker(speakers.size() + 1L, unknown));
    }
  }
}
