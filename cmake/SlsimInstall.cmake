# SPDX-License-Identifier: Apache-2.0
# The programs, their pages for man, and what bash completes: printed by the programs themselves.
include(GNUInstallDirs)

foreach(program IN ITEMS slsim mediator)
  if(NOT TARGET ${program})
    continue()
  endif()
  install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  set(completions ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  set(printed ${CMAKE_BINARY_DIR}/completions/${program})
  install(CODE "
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/completions)
    execute_process(COMMAND $<TARGET_FILE:${program}> completion bash OUTPUT_FILE ${printed}
                    COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES ${printed} DESTINATION ${completions})
endforeach()
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
