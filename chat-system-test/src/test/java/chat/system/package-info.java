/** The whole server: started for real, spoken to over real HTTP and WebSocket. */
package chat.system;
