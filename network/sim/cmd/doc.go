// Command cmd prints what a search reaches and costs among simulated peers:
// one row for each number of copies of the wanted file. "make sim" runs it.
package main
